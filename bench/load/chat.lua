-- One chat request of about 2 KB, sent over and over.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer sk-bench"
local filler = string.rep("The quick brown fox jumps over the lazy dog. ", 40)
wrk.body = '{"model":"bench-model","messages":[{"role":"user","content":"' .. filler .. '"}],"temperature":1.0,"max_tokens":64}'

function done(summary, latency, requests)
  io.write(string.format("RESULT rps=%.1f p50_us=%.0f p95_us=%.0f p99_us=%.0f errors=%d non2xx=%d\n",
    summary.requests / (summary.duration / 1e6), latency:percentile(50), latency:percentile(95), latency:percentile(99),
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout, summary.errors.status))
end
