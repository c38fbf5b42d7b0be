using System.Collections.Immutable;

namespace AntigravityTools.Core.Management;

/// <summary>What the proxy listener does now.</summary>
public sealed record ProxyStatus
{
    /// <summary><c>running</c>, <c>stopped</c> or <c>failed</c>.</summary>
    public required string State { get; init; }

    /// <summary>The base URL for clients on this machine; null unless running.</summary>
    public string? Url { get; init; }

    /// <summary>Base URLs for other machines; empty unless the LAN is open.</summary>
    public ImmutableArray<string> LanUrls { get; init; } = [];

    /// <summary>The port that is open, or that would be opened.</summary>
    public int Port { get; init; }

    /// <summary>Requests running now.</summary>
    public int InFlight { get; init; }

    /// <summary>Why it failed, and what to do.</summary>
    public string? Error { get; init; }

    /// <summary>Since when it is in this state.</summary>
    public DateTimeOffset? Since { get; init; }
}
