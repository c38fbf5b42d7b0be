using AntigravityTools.Simulator.Answers;
using AntigravityTools.Simulator.Hosting;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Simulator.Anthropic;

/// <summary><c>POST /v1/messages</c> and <c>/v1/messages/count_tokens</c>.</summary>
internal static class MessagesEndpoint
{
    public static ValueTask<WireReply> CreateAsync(Exchange exchange)
    {
        if ((AnthropicChecks.Request(exchange, needsMaxTokens: true) ?? AnthropicChecks.Conversation(exchange)) is { } refusal)
        {
            return ValueTask.FromResult(refusal);
        }
        var prompt = AnthropicPromptReader.Read(exchange.Body);
        var answer = exchange.Answer(prompt);
        var writer = new MessagesWriter(exchange, answer, exchange.Usage(prompt, answer));
        return ValueTask.FromResult(exchange.Body.IsTrue("stream") ? writer.Stream() : writer.Whole());
    }

    public static ValueTask<WireReply> CountAsync(Exchange exchange) => ValueTask.FromResult(
        AnthropicChecks.Request(exchange, needsMaxTokens: false)
        ?? WireReply.Json($$"""{"input_tokens":{{Math.Max(1, AnthropicPromptReader.Read(exchange.Body).Tokens)}}}"""));

    /// <summary>The usage object; Anthropic counts input without what the cache served or stored.</summary>
    public static string Usage(AnswerUsage usage, int outputTokens)
    {
        var fresh = Math.Max(0, usage.InputTokens - usage.CacheReadTokens - usage.CacheWriteTokens);
        return $$"""
            {"input_tokens":{{fresh}},"cache_creation_input_tokens":{{usage.CacheWriteTokens}},"cache_read_input_tokens":{{usage.CacheReadTokens}},"cache_creation":{"ephemeral_5m_input_tokens":{{usage.CacheWriteTokens}},"ephemeral_1h_input_tokens":0},"output_tokens":{{outputTokens}},"output_tokens_details":{"thinking_tokens":{{Math.Min(outputTokens, usage.ReasoningTokens)}}},"service_tier":"standard","inference_geo":"not_available"}
            """;
    }
}
