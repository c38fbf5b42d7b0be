namespace AntigravityTools.Simulator.Scripting;

/// <summary>Why the model stopped.</summary>
public enum AnswerStop
{
    /// <summary>It was done, or it called tools.</summary>
    End,

    /// <summary>The output limit was reached.</summary>
    MaxTokens,

    /// <summary>A stop sequence was produced.</summary>
    StopSequence,
}
