import { load, baseUrl, png, result, question, two, place, forecast, run } from './run.mjs';

const { default: Anthropic } = load('@anthropic-ai/sdk');
const client = new Anthropic({ baseURL: baseUrl, apiKey: 'sk-client', maxRetries: 0 });
const tools = ['get_weather', 'get_time'].map(name => ({ name, description: name, input_schema: place }));
const image = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: png } };
const user = content => [{ role: 'user', content }];
const stops = { end_turn: 'end', tool_use: 'tool', max_tokens: 'length', refusal: 'refusal' };

function told(answer) {
  const of = type => answer.content.filter(block => block.type === type);
  const usage = answer.usage;
  return {
    text: of('text').map(block => block.text).join(''), thought: of('thinking').map(block => block.thinking).join(''), stop: stops[answer.stop_reason] ?? answer.stop_reason,
    refusal: answer.stop_details?.explanation ?? '', calls: of('tool_use').map(call => ({ id: call.id, name: call.name, args: call.input })), content: answer.content,
    input: usage.input_tokens + (usage.cache_read_input_tokens ?? 0) + (usage.cache_creation_input_tokens ?? 0), output: usage.output_tokens,
    cached: usage.cache_read_input_tokens, reasoned: usage.output_tokens_details?.thinking_tokens,
  };
}

const ask = async request => told(await client.messages.create({ max_tokens: 4096, ...request }));

async function stream(request) {
  let pieces = 0;
  const events = client.messages.stream({ max_tokens: 4096, ...request }).on('text', () => pieces++);
  return { ...told(await events.finalMessage()), pieces };
}

async function round(model, content, how, more = {}, output = result) {
  const messages = user(content);
  const first = await how({ model, messages, tools, ...more });
  messages.push({ role: 'assistant', content: first.content },
    { role: 'user', content: first.calls.map(call => ({ type: 'tool_result', tool_use_id: call.id, content: output })) });
  const second = await how({ model, messages, tools, ...more });
  return { ...first, content: undefined, then: second.text };
}

await run({
  text: model => ask({ model, messages: user('say hi') }),
  stream: model => stream({ model, messages: user('say hi') }),
  system: model => ask({ model, system: [{ type: 'text', text: 'Be terse, S-123.' }], messages: user('say hi') }),
  tool: model => ask({ model, messages: user(question), tools }),
  toolImage: model => round(model, question, ask, {}, [{ type: 'text', text: result }, image]),
  parallel: model => round(model, two, ask),
  signed: model => round(model, question, stream, { thinking: { type: 'adaptive', display: 'summarized' }, output_config: { effort: 'high' } }),
  structured: model => ask({ model, messages: user('the forecast'), output_config: { format: { type: 'json_schema', schema: forecast } } }),
  image: model => ask({ model, messages: user([{ type: 'text', text: 'say hi' }, image]) }),
  usage: model => stream({ model, messages: user('say hi') }),
  refusal: model => ask({ model, messages: user('say hi') }),
  refusalStream: model => stream({ model, messages: user('say hi') }),
  length: model => ask({ model, messages: user('say hi') }),
  invalid: model => ask({ model, messages: user('say hi') }),
  cut: model => stream({ model, messages: user('say hi') }),
});
