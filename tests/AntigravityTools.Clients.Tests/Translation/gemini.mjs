import { load, baseUrl, png, result, question, two, place, forecast, run } from './run.mjs';

const { GoogleGenAI } = load('@google/genai');
const client = new GoogleGenAI({ apiKey: 'sk-client', httpOptions: { baseUrl } });
const tools = [{ functionDeclarations: ['get_weather', 'get_time'].map(name => ({ name, description: name, parametersJsonSchema: place })) }];
const image = { inlineData: { mimeType: 'image/png', data: png } };
const stops = { STOP: 'end', MAX_TOKENS: 'length', SAFETY: 'refusal', PROHIBITED_CONTENT: 'refusal' };

function told(parts, candidate, usage) {
  const calls = parts.filter(part => part.functionCall).map(({ functionCall: call }) => ({ id: call.id, name: call.name, args: call.args }));
  return {
    text: parts.filter(part => part.text && !part.thought).map(part => part.text).join(''),
    thought: parts.filter(part => part.text && part.thought).map(part => part.text).join(''),
    stop: calls.length ? 'tool' : stops[candidate.finishReason] ?? candidate.finishReason, refusal: candidate.finishMessage ?? '', calls, parts,
    input: usage.promptTokenCount, output: (usage.candidatesTokenCount ?? 0) + (usage.thoughtsTokenCount ?? 0), cached: usage.cachedContentTokenCount,
    reasoned: usage.thoughtsTokenCount,
  };
}

async function ask(request) {
  const answer = await client.models.generateContent(request);
  return told(answer.candidates[0].content?.parts ?? [], answer.candidates[0], answer.usageMetadata);
}

async function stream(request) {
  const parts = [];
  let candidate = {}, usage = {}, pieces = 0;
  for await (const chunk of await client.models.generateContentStream(request)) {
    const heard = chunk.candidates?.[0]?.content?.parts ?? [];
    parts.push(...heard);
    pieces += heard.filter(part => part.text && !part.thought).length;
    candidate = { ...candidate, ...chunk.candidates?.[0] };
    usage = chunk.usageMetadata ?? usage;
  }
  if (!candidate.finishReason) throw new Error('the stream ended without a finishReason');
  return { ...told(parts, candidate, usage), pieces };
}

async function round(model, text, how, config = {}, more = []) {
  const contents = [{ role: 'user', parts: [{ text }] }];
  const request = { model, contents, config: { tools, ...config } };
  const first = await how(request);
  contents.push({ role: 'model', parts: first.parts }, {
    role: 'user', parts: first.calls.map(call => ({ functionResponse: { id: call.id, name: call.name, response: { output: result }, parts: more } })) });
  const second = await how(request);
  return { ...first, parts: undefined, then: second.text };
}

await run({
  text: model => ask({ model, contents: 'say hi' }),
  stream: model => stream({ model, contents: 'say hi' }),
  system: model => ask({ model, contents: 'say hi', config: { systemInstruction: 'Be terse, S-123.' } }),
  tool: model => ask({ model, contents: question, config: { tools } }),
  toolImage: model => round(model, question, ask, {}, [image]),
  parallel: model => round(model, two, ask),
  signed: model => round(model, question, stream, { thinkingConfig: { includeThoughts: true, thinkingLevel: 'HIGH' } }),
  structured: model => ask({ model, contents: 'the forecast', config: { responseMimeType: 'application/json', responseJsonSchema: forecast } }),
  image: model => ask({ model, contents: [{ role: 'user', parts: [{ text: 'say hi' }, image] }] }),
  usage: model => stream({ model, contents: 'say hi' }),
  refusal: model => ask({ model, contents: 'say hi' }),
  refusalStream: model => stream({ model, contents: 'say hi' }),
  length: model => ask({ model, contents: 'say hi' }),
  invalid: model => ask({ model, contents: 'say hi' }),
  cut: model => stream({ model, contents: 'say hi' }),
});
