using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Verdicts;

/// <summary>A verdict with its consequences for account, model and request (the table of product.md §4).</summary>
public sealed record Ruling
{
    /// <summary>The verdict.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>What the loop does next.</summary>
    public required NextStep Next { get; init; }

    /// <summary>The state that the account or its model takes; null leaves it as it is.</summary>
    public AccountState? State { get; init; }

    /// <summary>True where the whole account is meant, not only the model.</summary>
    public bool WholeAccount { get; init; }

    /// <summary>How long the state lasts, as the provider stated it; null means by <see cref="Ladder"/>.</summary>
    public TimeSpan? Hint { get; init; }

    /// <summary>How long the state lasts without a hint, by number of times in a row; empty means until a person acts.</summary>
    public IReadOnlyList<TimeSpan> Ladder { get; init; } = [];

    /// <summary>True where a rung of the ladder is the most and chance decides how much of it (full jitter).</summary>
    public bool Jitter { get; init; }

    /// <summary>True where five in a row open the circuit.</summary>
    public bool CountsForCircuit { get; init; }

    /// <summary>The sentence that decided it.</summary>
    public required string Reason { get; init; }
}
