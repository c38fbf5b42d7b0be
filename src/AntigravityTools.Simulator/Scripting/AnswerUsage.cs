namespace AntigravityTools.Simulator.Scripting;

/// <summary>Token counts of one answer; each room reports them in its provider's own convention.</summary>
/// <param name="InputTokens">All input tokens, those read from and written to the cache included.</param>
/// <param name="OutputTokens">All output tokens, reasoning included.</param>
public sealed record AnswerUsage(int InputTokens, int OutputTokens)
{
    /// <summary>Input tokens read from the prompt cache.</summary>
    public int CacheReadTokens { get; init; }

    /// <summary>Input tokens written to the prompt cache (reported by Anthropic).</summary>
    public int CacheWriteTokens { get; init; }

    /// <summary>Output tokens that were reasoning.</summary>
    public int ReasoningTokens { get; init; }
}
