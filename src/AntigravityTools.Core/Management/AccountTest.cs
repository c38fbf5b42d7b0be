using System.Collections.Immutable;

namespace AntigravityTools.Core.Management;

/// <summary>What a test of an account showed.</summary>
public sealed record AccountTest
{
    /// <summary>True where the provider accepted the credential.</summary>
    public required bool Ok { get; init; }

    /// <summary>The verdict's name where it did not.</summary>
    public string? Verdict { get; init; }

    /// <summary>What it means, in one sentence.</summary>
    public required string Message { get; init; }

    /// <summary>The provider's HTTP status, where one came.</summary>
    public int? Status { get; init; }

    /// <summary>Milliseconds from sending to the whole answer.</summary>
    public required double LatencyMs { get; init; }

    /// <summary>The models that the provider listed.</summary>
    public required ImmutableArray<string> Models { get; init; }
}
