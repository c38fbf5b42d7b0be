namespace AntigravityTools.Simulator.Scripting;

/// <summary>What the model says, independent of protocol: scripted by a test or composed from the prompt.</summary>
public sealed record Answer
{
    /// <summary>Readable reasoning that comes before everything else; null for none.</summary>
    public string? Reasoning { get; init; }

    /// <summary>The text; null or empty for none.</summary>
    public string? Text { get; init; }

    /// <summary>Tool calls after the text, in order.</summary>
    public IReadOnlyList<AnswerToolCall> ToolCalls { get; init; } = [];

    /// <summary>A refusal: OpenAI's refusal field, Anthropic's <c>stop_reason: refusal</c>, Gemini's <c>SAFETY</c>.</summary>
    public string? Refusal { get; init; }

    /// <summary>Why the model stopped.</summary>
    public AnswerStop Stop { get; init; }

    /// <summary>The stop sequence that was hit, with <see cref="AnswerStop.StopSequence"/>.</summary>
    public string? StopSequence { get; init; }

    /// <summary>The counts to report; null derives them from the lengths and from what was seen before.</summary>
    public AnswerUsage? Usage { get; init; }
}
