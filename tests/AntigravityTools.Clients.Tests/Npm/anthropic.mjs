// One call of the official SDK, chosen by the first argument; prints what the caller got as JSON.
import { createRequire } from 'node:module';

const { default: Anthropic } = createRequire(process.env.CLIENTS + '/')('@anthropic-ai/sdk');
const client = new Anthropic({ baseURL: process.env.BASE_URL.replace(/\/$/, ''), apiKey: 'sk-client', maxRetries: 0 });
const model = process.env.MODEL ?? 'claude-opus-5-5';
const hello = { model, max_tokens: 256, messages: [{ role: 'user', content: 'say hi' }] };

const cases = {
  async message() {
    const answer = await client.messages.create(hello);
    return { text: answer.content[0].text, tokens: answer.usage.output_tokens };
  },
  async stream() {
    let text = '', pieces = 0;
    const stream = client.messages.stream(hello).on('text', piece => { text += piece; pieces++; });
    const whole = await stream.finalMessage();
    return { text, tokens: whole.usage.output_tokens, pieces };
  },
  async tool() {
    const messages = [{ role: 'user', content: 'Please call get_weather Seoul' }];
    const tools = [{
      name: 'get_weather', input_schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } }];
    const first = await client.messages.create({ model, max_tokens: 256, tools, messages });
    const call = first.content.find(block => block.type === 'tool_use');
    messages.push({ role: 'assistant', content: first.content },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: call.id, content: 'sunny, 21 degrees' }] });
    const second = await client.messages.create({ model, max_tokens: 256, tools, messages });
    return { tool: call.name, city: call.input.city, text: second.content[0].text };
  },
  async count() {
    return { tokens: (await client.messages.countTokens({ model, messages: hello.messages })).input_tokens };
  },
  async models() {
    const names = [];
    for await (const listed of client.models.list()) names.push(listed.id);
    return { names };
  },
};

console.log(JSON.stringify(await cases[process.argv[2]]()));
