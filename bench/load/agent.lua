-- One request of an agent in a protocol, sent over and over: wrk ... -s agent.lua URL -- <chat|responses|messages|gemini> <bytes of text> <tools> <model>
local turn = string.rep("The quick brown fox jumps over the lazy dog. ", 20)

local function schema()
  local fields = {}
  for i = 1, 6 do
    fields[i] = string.format('"field_%d":{"type":"string","description":"What the field %d of the call is for, in one sentence."}', i, i)
  end
  return '{"type":"object","properties":{' .. table.concat(fields, ",") .. '},"required":["field_1","field_2"]}'
end

local shapes = {
  chat = {
    user = '{"role":"user","content":"%s"}', model = '{"role":"assistant","content":"%s"}',
    tool = '{"type":"function","function":{"name":"tool_%d","description":"Does one thing of many.","parameters":%s}}',
    body = '{"model":"@MODEL@","messages":[%s]%s,"temperature":1.0,"max_tokens":64}', tools = ',"tools":[%s]',
  },
  messages = {
    user = '{"role":"user","content":[{"type":"text","text":"%s"}]}', model = '{"role":"assistant","content":[{"type":"text","text":"%s"}]}',
    tool = '{"name":"tool_%d","description":"Does one thing of many.","input_schema":%s}',
    body = '{"model":"@MODEL@","messages":[%s]%s,"temperature":1.0,"max_tokens":64}', tools = ',"tools":[%s]',
  },
  responses = {
    user = '{"role":"user","content":[{"type":"input_text","text":"%s"}]}', model = '{"role":"assistant","content":[{"type":"output_text","text":"%s"}]}',
    tool = '{"type":"function","name":"tool_%d","description":"Does one thing of many.","parameters":%s}',
    body = '{"model":"@MODEL@","store":false,"input":[%s]%s,"temperature":1.0,"max_output_tokens":64}', tools = ',"tools":[%s]',
  },
  gemini = {
    user = '{"role":"user","parts":[{"text":"%s"}]}', model = '{"role":"model","parts":[{"text":"%s"}]}',
    tool = '{"name":"tool_%d","description":"Does one thing of many.","parametersJsonSchema":%s}',
    body = '{"contents":[%s]%s,"generationConfig":{"temperature":1.0,"maxOutputTokens":64}}', tools = ',"tools":[{"functionDeclarations":[%s]}]',
  },
}

function init(args)
  local shape, bytes, tools = shapes[args[1]], tonumber(args[2]), tonumber(args[3])
  local turns, declared = {}, {}
  repeat
    turns[#turns + 1] = string.format(#turns % 2 == 0 and shape.user or shape.model, turn)
  until #turns * #turn >= bytes and #turns % 2 == 1
  for i = 1, tools do declared[i] = string.format(shape.tool, i, schema()) end
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
  wrk.headers["Authorization"] = "Bearer sk-bench"
  wrk.headers["anthropic-version"] = args[1] == "messages" and "2023-06-01" or nil
  wrk.body = string.format(shape.body, table.concat(turns, ","), tools > 0 and string.format(shape.tools, table.concat(declared, ",")) or ""):gsub("@MODEL@", args[4])
end

function done(summary, latency, requests)
  io.write(string.format("RESULT rps=%.1f p50_us=%.0f p95_us=%.0f p99_us=%.0f errors=%d non2xx=%d\n",
    summary.requests / (summary.duration / 1e6), latency:percentile(50), latency:percentile(95), latency:percentile(99),
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout, summary.errors.status))
end
