// One call of the official SDK, chosen by the first argument; prints what the caller got as JSON.
import { createRequire } from 'node:module';

const { default: OpenAI } = createRequire(process.env.CLIENTS + '/')('openai');
const client = new OpenAI({ baseURL: process.env.BASE_URL + 'v1', apiKey: 'sk-client', maxRetries: 0 });
const model = process.env.MODEL ?? 'gpt-5.4';
const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false };
const question = 'Please call get_weather Seoul';

const cases = {
  async chat() {
    const answer = await client.chat.completions.create({ model, messages: [{ role: 'user', content: 'say hi' }] });
    return { text: answer.choices[0].message.content, tokens: answer.usage.completion_tokens };
  },
  async chatStream() {
    const stream = await client.chat.completions.create({
      model, stream: true, stream_options: { include_usage: true }, messages: [{ role: 'user', content: 'say hi' }] });
    let text = '', tokens = 0, pieces = 0;
    for await (const chunk of stream) {
      const piece = chunk.choices[0]?.delta?.content;
      if (piece) { text += piece; pieces++; }
      tokens = chunk.usage?.completion_tokens ?? tokens;
    }
    return { text, tokens, pieces };
  },
  async chatTool() {
    const messages = [{ role: 'user', content: question }];
    const tools = [{ type: 'function', function: { name: 'get_weather', parameters } }];
    const first = (await client.chat.completions.create({ model, tools, messages })).choices[0].message;
    const call = first.tool_calls[0];
    messages.push(first, { role: 'tool', tool_call_id: call.id, content: 'sunny, 21 degrees' });
    const second = await client.chat.completions.create({ model, tools, messages });
    return { tool: call.function.name, city: JSON.parse(call.function.arguments).city, text: second.choices[0].message.content };
  },
  async responses() {
    const answer = await client.responses.create({ model, input: 'say hi' });
    return { text: answer.output_text, tokens: answer.usage.output_tokens };
  },
  async responsesStream() {
    let text = '', tokens = 0, pieces = 0;
    for await (const event of await client.responses.create({ model, stream: true, input: 'say hi' })) {
      if (event.type === 'response.output_text.delta') { text += event.delta; pieces++; }
      if (event.type === 'response.completed') tokens = event.response.usage.output_tokens;
    }
    return { text, tokens, pieces };
  },
  async responsesTool() {
    const input = [{ role: 'user', content: question }];
    const tools = [{ type: 'function', name: 'get_weather', strict: true, parameters }];
    const first = await client.responses.create({ model, tools, input });
    const call = first.output.find(item => item.type === 'function_call');
    input.push(...first.output, { type: 'function_call_output', call_id: call.call_id, output: 'sunny, 21 degrees' });
    const second = await client.responses.create({ model, tools, input });
    return { tool: call.name, city: JSON.parse(call.arguments).city, text: second.output_text };
  },
  async embeddings() {
    const answer = await client.embeddings.create({ model: 'text-embedding-3-small', input: ['one', 'two'] });
    return { vectors: answer.data.length, numbers: answer.data[1].embedding.every(Number.isFinite) };
  },
  async models() {
    const names = [];
    for await (const listed of client.models.list()) names.push(listed.id);
    return { names };
  },
};

console.log(JSON.stringify(await cases[process.argv[2]]()));
