import { load, baseUrl, png, result, question, two, place, forecast, run } from './run.mjs';

const { default: OpenAI } = load('openai');
const client = new OpenAI({ baseURL: baseUrl + '/v1', apiKey: 'sk-client', maxRetries: 0 });
const tools = [
  { type: 'function', function: { name: 'get_weather', description: 'The weather.', parameters: place } },
  { type: 'function', function: { name: 'get_time', description: 'The time.', parameters: place } }];
const user = content => [{ role: 'user', content }];
const stops = { stop: 'end', tool_calls: 'tool', length: 'length', content_filter: 'refusal' };

function told(message, finish, usage) {
  return {
    text: message.content ?? '', thought: message.reasoning_content ?? '', refusal: message.refusal ?? '', stop: message.refusal ? 'refusal' : stops[finish] ?? finish,
    calls: (message.tool_calls ?? []).map(call => ({ id: call.id, name: call.function.name, args: JSON.parse(call.function.arguments || '{}') })),
    input: usage?.prompt_tokens, output: usage?.completion_tokens, cached: usage?.prompt_tokens_details?.cached_tokens,
    reasoned: usage?.completion_tokens_details?.reasoning_tokens,
  };
}

async function ask(request) {
  const answer = await client.chat.completions.create(request);
  return { ...told(answer.choices[0].message, answer.choices[0].finish_reason, answer.usage), message: answer.choices[0].message };
}

async function stream(request) {
  const message = { role: 'assistant', content: '' };
  let finish, usage, pieces = 0;
  for await (const chunk of await client.chat.completions.create({ ...request, stream: true, stream_options: { include_usage: true } })) {
    usage = chunk.usage ?? usage;
    const choice = chunk.choices[0];
    if (!choice) continue;
    finish = choice.finish_reason ?? finish;
    if (choice.delta.content) { message.content += choice.delta.content; pieces++; }
    if (choice.delta.reasoning_content) message.reasoning_content = (message.reasoning_content ?? '') + choice.delta.reasoning_content;
    if (choice.delta.refusal) message.refusal = (message.refusal ?? '') + choice.delta.refusal;
    for (const delta of choice.delta.tool_calls ?? []) {
      const calls = message.tool_calls ??= [];
      const call = calls[delta.index] ??= { id: delta.id, type: 'function', function: { name: delta.function.name, arguments: '' } };
      call.function.arguments += delta.function?.arguments ?? '';
    }
  }
  return { ...told(message, finish, usage), pieces, message };
}

async function round(model, content, how, more = {}) {
  const messages = user(content);
  const first = await how({ model, messages, tools, ...more });
  // A client keeps what the API knows; what is ours alone (reasoning_content) is not sent back.
  const { role, content: said, tool_calls } = first.message;
  messages.push({ role, content: said, tool_calls });
  for (const call of first.calls) messages.push({ role: 'tool', tool_call_id: call.id, content: result });
  const second = await how({ model, messages, tools, ...more });
  return { ...first, message: undefined, then: second.text };
}

await run({
  text: model => ask({ model, messages: user('say hi') }),
  stream: model => stream({ model, messages: user('say hi') }),
  system: model => ask({ model, messages: [{ role: 'system', content: 'Be terse, S-123.' }, ...user('say hi')] }),
  tool: model => ask({ model, messages: user(question), tools }),
  parallel: model => round(model, two, ask),
  signed: model => round(model, question, stream, { reasoning_effort: 'high' }),
  structured: model => ask({
    model, messages: user('the forecast'), response_format: { type: 'json_schema', json_schema: { name: 'forecast', strict: true, schema: forecast } } }),
  image: model => ask({
    model, messages: user([{ type: 'text', text: 'say hi' }, { type: 'image_url', image_url: { url: 'data:image/png;base64,' + png } }]) }),
  usage: model => stream({ model, messages: user('say hi') }),
  refusal: model => ask({ model, messages: user('say hi') }),
  refusalStream: model => stream({ model, messages: user('say hi') }),
  length: model => ask({ model, messages: user('say hi') }),
  invalid: model => ask({ model, messages: user('say hi') }),
  cut: model => stream({ model, messages: user('say hi') }),
});
