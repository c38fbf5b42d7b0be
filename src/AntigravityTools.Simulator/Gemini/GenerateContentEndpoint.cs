using AntigravityTools.Simulator.Hosting;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Simulator.Gemini;

/// <summary><c>:generateContent</c>, <c>:streamGenerateContent</c> and <c>:countTokens</c>.</summary>
internal static class GenerateContentEndpoint
{
    public static ValueTask<WireReply> GenerateAsync(Exchange exchange) =>
        ValueTask.FromResult(GeminiChecks.Refusal(exchange) ?? Writer(exchange).Whole());

    public static ValueTask<WireReply> StreamAsync(Exchange exchange)
    {
        if (GeminiChecks.Refusal(exchange) is { } refusal)
        {
            return ValueTask.FromResult(refusal);
        }
        var sse = exchange.Http.Request.Query["alt"] == "sse";
        return ValueTask.FromResult(sse ? Writer(exchange).Events() : Writer(exchange).Array());
    }

    public static ValueTask<WireReply> CountAsync(Exchange exchange)
    {
        var inner = exchange.Body.Child("generateContentRequest", "generate_content_request") ?? exchange.Body;
        var reply = GeminiChecks.Refusal(exchange, inner);
        var tokens = Math.Max(1, GeminiPromptReader.Read(inner, exchange.Model).Tokens);
        return ValueTask.FromResult(reply
            ?? WireReply.Json($$"""{"totalTokens":{{tokens}},"promptTokensDetails":[{"modality":"TEXT","tokenCount":{{tokens}}}]}"""));
    }

    private static GenerateContentWriter Writer(Exchange exchange)
    {
        var prompt = GeminiPromptReader.Read(exchange.Body, exchange.Model);
        var answer = exchange.Answer(prompt);
        return new GenerateContentWriter(exchange, answer, exchange.Usage(prompt, answer));
    }

    /// <summary>The usage object; Gemini counts thoughts beside the candidates' tokens.</summary>
    public static string Usage(AnswerUsage usage)
    {
        var cached = usage.CacheReadTokens > 0
            ? $$""","cachedContentTokenCount":{{usage.CacheReadTokens}},"cacheTokensDetails":[{"modality":"TEXT","tokenCount":{{usage.CacheReadTokens}}}]"""
            : "";
        var thoughts = usage.ReasoningTokens > 0 ? $",\"thoughtsTokenCount\":{usage.ReasoningTokens}" : "";
        return $$"""
            {"promptTokenCount":{{usage.InputTokens}},"candidatesTokenCount":{{usage.OutputTokens - usage.ReasoningTokens}},"totalTokenCount":{{usage.InputTokens + usage.OutputTokens}},"promptTokensDetails":[{"modality":"TEXT","tokenCount":{{usage.InputTokens}}}]{{cached}}{{thoughts}}}
            """;
    }

    /// <summary>The usage of a chunk before the last one.</summary>
    public static string RunningUsage(AnswerUsage usage) =>
        $$"""{"promptTokenCount":{{usage.InputTokens}},"totalTokenCount":{{usage.InputTokens}},"promptTokensDetails":[{"modality":"TEXT","tokenCount":{{usage.InputTokens}}}]}""";
}
