namespace AntigravityTools.Core.Telemetry;

/// <summary>What is read when somebody asks, rather than counted.</summary>
public sealed record TelemetryGauges
{
    /// <summary>Requests running now.</summary>
    public required Func<long> InFlight { get; init; }

    /// <summary>Accounts that can take a request now.</summary>
    public required Func<long> UsableAccounts { get; init; }

    /// <summary>Request records that were dropped since the start.</summary>
    public required Func<long> DroppedRecords { get; init; }
}
