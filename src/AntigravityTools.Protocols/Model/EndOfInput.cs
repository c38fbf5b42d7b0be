namespace AntigravityTools.Protocols.Model;

/// <summary>How an upstream's stream came to its end.</summary>
public enum EndOfInput
{
    /// <summary>The upstream closed the stream in order.</summary>
    Closed,

    /// <summary>The connection broke, or a time limit cut it.</summary>
    Aborted,
}
