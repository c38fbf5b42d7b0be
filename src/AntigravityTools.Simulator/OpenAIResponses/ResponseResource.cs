using AntigravityTools.Simulator.Hosting;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Simulator.OpenAIResponses;

/// <summary>The response resource: every key of the specification, null or not.</summary>
internal static class ResponseResource
{
    public static string Write(Exchange exchange, string id, string status, string output, string usage, string error = "null", string incomplete = "null")
    {
        var body = exchange.Body;
        var created = exchange.Now.ToUnixTimeSeconds();
        var completed = status is "completed" or "incomplete" ? created.ToString(CultureInfo.InvariantCulture) : "null";
        var echoed = string.Join(',', Echoed.Select(field => $"\"{field.Name}\":{Json.Raw(body, field.Name, field.Default)}"));
        return $$"""
            {"id":"{{id}}","object":"response","created_at":{{created}},"completed_at":{{completed}},"status":"{{status}}","background":false,"error":{{error}},"incomplete_details":{{incomplete}},"output":{{output}},"usage":{{usage}},"model":{{Json.Quote(exchange.Model)}},"tools":{{RequestEcho.Tools(body)}},"reasoning":{{RequestEcho.Reasoning(body)}},{{echoed}},"user":null}
            """;
    }

    public static string Usage(AnswerUsage usage) => $$"""
        {"input_tokens":{{usage.InputTokens}},"input_tokens_details":{"cached_tokens":{{usage.CacheReadTokens}},"cache_write_tokens":0},"output_tokens":{{usage.OutputTokens}},"output_tokens_details":{"reasoning_tokens":{{usage.ReasoningTokens}}},"total_tokens":{{usage.InputTokens + usage.OutputTokens}}}
        """;

    /// <summary>Request fields that the resource repeats, with what it says when they were absent.</summary>
    private static (string Name, string Default)[] Echoed =>
    [
        ("previous_response_id", "null"), ("instructions", "null"), ("tool_choice", "\"auto\""), ("truncation", "\"disabled\""),
        ("parallel_tool_calls", "true"), ("text", """{"format":{"type":"text"},"verbosity":"medium"}"""), ("top_p", "1"), ("presence_penalty", "0"),
        ("frequency_penalty", "0"), ("top_logprobs", "0"), ("temperature", "1"), ("max_output_tokens", "null"),
        ("max_tool_calls", "null"), ("store", "true"), ("service_tier", "\"default\""), ("metadata", "{}"),
        ("safety_identifier", "null"), ("prompt_cache_key", "null"), ("prompt_cache_retention", "null"),
    ];
}
