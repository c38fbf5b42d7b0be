namespace AntigravityTools.Core.Records;

/// <summary>One try of one request at one account.</summary>
public sealed record Attempt
{
    /// <summary>The account that was tried.</summary>
    public required string AccountId { get; init; }

    /// <summary>Its name at the time.</summary>
    public required string Account { get; init; }

    /// <summary>What became of it.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The upstream's HTTP status, where one came.</summary>
    public int? Status { get; init; }

    /// <summary>Status, code and the sentence that decided the verdict, redacted.</summary>
    public string? Evidence { get; init; }

    /// <summary>What the gateway did next: "answered", "next account", "same account again", "gave up".</summary>
    public required string Action { get; init; }

    /// <summary>Time waited before this attempt.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>Time from the attempt's start to its end.</summary>
    public TimeSpan Duration { get; init; }
}
