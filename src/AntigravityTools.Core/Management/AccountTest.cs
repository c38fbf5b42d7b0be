using System.Collections.Immutable;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Upstreams;

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

    /// <summary>The model that answered a real request; null where none was sent.</summary>
    public string? Model { get; init; }

    internal static AccountTest Of(AccountCheck check) => new()
    {
        Ok = check.Ok,
        Verdict = check.Ruling?.Verdict.ToName(),
        Message = check.Message,
        Status = check.Status,
        LatencyMs = Math.Round(check.Latency.TotalMilliseconds, 1),
        Models = check.Models.IsDefault ? [] : check.Models,
        Model = check.Model,
    };
}
