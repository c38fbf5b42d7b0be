using System.Collections.Immutable;

namespace AntigravityTools.Core.Records;

/// <summary>Why this account: the rule, the candidates and those passed over.</summary>
public sealed record Decision
{
    /// <summary>The model rule that matched, as the user wrote its <c>match</c>; null where none did.</summary>
    public string? Rule { get; init; }

    /// <summary>The strategy that ordered the candidates.</summary>
    public required string Strategy { get; init; }

    /// <summary>How many accounts could serve the model.</summary>
    public int Candidates { get; init; }

    /// <summary>Accounts passed over, by reason.</summary>
    public ImmutableArray<PassedOver> PassedOver { get; init; } = [];

    /// <summary>The chosen account's place in the strategy's order, the lowest first; null where none was chosen.</summary>
    public double? Score { get; init; }

    /// <summary>The reason for the final choice, in one sentence.</summary>
    public string? Reason { get; init; }
}
