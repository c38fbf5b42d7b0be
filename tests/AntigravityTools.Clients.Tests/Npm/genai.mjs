// One call of the official SDK, chosen by the first argument; prints what the caller got as JSON.
import { createRequire } from 'node:module';

const { GoogleGenAI } = createRequire(process.env.CLIENTS + '/')('@google/genai');
const client = new GoogleGenAI({ apiKey: 'sk-client', httpOptions: { baseUrl: process.env.BASE_URL } });
const model = process.env.MODEL ?? 'gemini-3.8-flash';

const cases = {
  async content() {
    const answer = await client.models.generateContent({ model, contents: 'say hi' });
    return { text: answer.text, tokens: answer.usageMetadata.candidatesTokenCount };
  },
  async stream() {
    let text = '', tokens = 0, pieces = 0;
    for await (const chunk of await client.models.generateContentStream({ model, contents: 'say hi' })) {
      if (chunk.text) { text += chunk.text; pieces++; }
      tokens = chunk.usageMetadata?.candidatesTokenCount ?? tokens;
    }
    return { text, tokens, pieces };
  },
  async tool() {
    const contents = [{ role: 'user', parts: [{ text: 'Please call get_weather Seoul' }] }];
    const config = { tools: [{ functionDeclarations: [{
      name: 'get_weather', parametersJsonSchema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } }] }] };
    const first = await client.models.generateContent({ model, contents, config });
    const call = first.functionCalls[0];
    contents.push(first.candidates[0].content,
      { role: 'user', parts: [{ functionResponse: { id: call.id, name: call.name, response: { output: 'sunny, 21 degrees' } } }] });
    const second = await client.models.generateContent({ model, contents, config });
    return { tool: call.name, city: call.args.city, text: second.text };
  },
  async count() {
    return { tokens: (await client.models.countTokens({ model, contents: 'say hi' })).totalTokens };
  },
  async embed() {
    const answer = await client.models.embedContent({ model: 'gemini-embedding-001', contents: ['one', 'two'] });
    return { vectors: answer.embeddings.length, numbers: answer.embeddings[1].values.every(Number.isFinite) };
  },
  async models() {
    const names = [];
    for await (const listed of await client.models.list()) names.push(listed.name);
    return { names };
  },
};

console.log(JSON.stringify(await cases[process.argv[2]]()));
