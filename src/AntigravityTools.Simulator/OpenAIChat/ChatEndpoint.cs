using AntigravityTools.Simulator.Answers;
using AntigravityTools.Simulator.Hosting;
using AntigravityTools.Simulator.OpenAI;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Simulator.OpenAIChat;

/// <summary><c>POST /v1/chat/completions</c>.</summary>
internal static class ChatEndpoint
{
    public static ValueTask<WireReply> ServeAsync(Exchange exchange)
    {
        if ((OpenAiChecks.Refusal(exchange, "messages") ?? ChatChecks.Refusal(exchange)) is { } refusal)
        {
            return ValueTask.FromResult(refusal);
        }
        var prompt = ChatPromptReader.Read(exchange.Body);
        var answer = exchange.Answer(prompt);
        var writer = new ChatWriter(exchange, answer, exchange.Usage(prompt, answer));
        return ValueTask.FromResult(exchange.Body.IsTrue("stream") ? writer.Stream() : writer.Whole());
    }

    /// <summary>The usage object; Chat counts cached and reasoning tokens inside the totals.</summary>
    public static string Usage(AnswerUsage usage, int choices = 1) => $$$"""
        {"prompt_tokens":{{{usage.InputTokens}}},"completion_tokens":{{{usage.OutputTokens * choices}}},"total_tokens":{{{usage.InputTokens + usage.OutputTokens * choices}}},"prompt_tokens_details":{"cached_tokens":{{{usage.CacheReadTokens}}},"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":{{{usage.ReasoningTokens * choices}}},"audio_tokens":0,"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}
        """;
}
