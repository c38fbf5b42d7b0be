namespace AntigravityTools.Protocols.Model;

/// <summary>Why the model stopped (protocols.md §2.5).</summary>
public enum StopReason
{
    /// <summary>The answer is complete.</summary>
    EndTurn,

    /// <summary>The model wants tools to run.</summary>
    ToolUse,

    /// <summary>The output limit was reached.</summary>
    MaxTokens,

    /// <summary>The model's context is full.</summary>
    ContextFull,

    /// <summary>A stop sequence matched.</summary>
    StopSequence,

    /// <summary>The provider paused a long turn; sending it back continues it.</summary>
    Paused,

    /// <summary>The model or a safety rule refused.</summary>
    Refusal,

    /// <summary>The model produced something its provider could not use, such as a malformed call.</summary>
    Malformed,
}
