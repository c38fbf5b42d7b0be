import { load, baseUrl, png, result, question, two, place, forecast, run } from './run.mjs';

const { default: OpenAI } = load('openai');
const client = new OpenAI({ baseURL: baseUrl + '/v1', apiKey: 'sk-client', maxRetries: 0 });
const tools = ['get_weather', 'get_time'].map(name => ({ type: 'function', name, description: name, strict: true, parameters: place }));
const image = { type: 'input_image', detail: 'auto', image_url: 'data:image/png;base64,' + png };

function told(answer) {
  const parts = answer.output.filter(item => item.type === 'message').flatMap(item => item.content);
  const refusal = parts.filter(part => part.type === 'refusal').map(part => part.refusal).join('');
  const calls = answer.output.filter(item => item.type === 'function_call').map(call => ({ id: call.call_id, name: call.name, args: JSON.parse(call.arguments) }));
  const stop = answer.status === 'incomplete' ? { max_output_tokens: 'length', content_filter: 'refusal' }[answer.incomplete_details.reason]
    : refusal ? 'refusal' : calls.length ? 'tool' : answer.status === 'completed' ? 'end' : answer.status;
  return {
    text: parts.filter(part => part.type === 'output_text').map(part => part.text).join(''), refusal, stop, calls, items: answer.output,
    thought: answer.output.filter(item => item.type === 'reasoning').flatMap(item => item.summary).map(part => part.text).join(''),
    input: answer.usage?.input_tokens, output: answer.usage?.output_tokens, cached: answer.usage?.input_tokens_details.cached_tokens,
    reasoned: answer.usage?.output_tokens_details.reasoning_tokens,
  };
}

const ask = async request => told(await client.responses.create(request));

async function stream(request) {
  let last, pieces = 0;
  for await (const event of await client.responses.create({ ...request, stream: true })) {
    if (event.type === 'response.output_text.delta') pieces++;
    if (event.type === 'response.completed' || event.type === 'response.incomplete') last = event.response;
    if (event.type === 'response.failed') throw new Error(event.response.error.message);
  }
  return { ...told(last), pieces };
}

async function round(model, content, how, more = {}, output = result) {
  const input = [{ role: 'user', content }];
  const request = { model, input, tools, store: false, include: ['reasoning.encrypted_content'], ...more };
  const first = await how(request);
  input.push(...first.items, ...first.calls.map(call => ({ type: 'function_call_output', call_id: call.id, output })));
  const second = await how(request);
  return { ...first, items: undefined, then: second.text };
}

await run({
  text: model => ask({ model, input: 'say hi' }),
  stream: model => stream({ model, input: 'say hi' }),
  system: model => ask({ model, instructions: 'Be terse, S-123.', input: 'say hi' }),
  tool: model => ask({ model, input: question, tools }),
  toolImage: model => round(model, question, ask, {}, [{ type: 'input_text', text: result }, image]),
  parallel: model => round(model, two, ask),
  signed: model => round(model, question, stream, { reasoning: { effort: 'high', summary: 'auto' } }),
  structured: model => ask({ model, input: 'the forecast', text: { format: { type: 'json_schema', name: 'forecast', strict: true, schema: forecast } } }),
  image: model => ask({ model, input: [{ role: 'user', content: [{ type: 'input_text', text: 'say hi' }, image] }] }),
  usage: model => stream({ model, input: 'say hi' }),
  refusal: model => ask({ model, input: 'say hi' }),
  refusalStream: model => stream({ model, input: 'say hi' }),
  length: model => ask({ model, input: 'say hi' }),
  invalid: model => ask({ model, input: 'say hi' }),
  cut: model => stream({ model, input: 'say hi' }),
});
