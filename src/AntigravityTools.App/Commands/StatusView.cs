namespace AntigravityTools.App.Commands;

/// <summary>What <c>status</c> tells.</summary>
internal sealed record StatusView
{
    /// <summary>True where a process owns the data directory.</summary>
    public required bool Running { get; init; }

    /// <summary>The data directory.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The process.</summary>
    public int? Pid { get; init; }

    /// <summary>Where clients connect; null while the proxy is stopped.</summary>
    public string? ProxyUrl { get; init; }

    /// <summary>Where the console is.</summary>
    public string? ConsoleUrl { get; init; }

    /// <summary>Its version.</summary>
    public string? Version { get; init; }

    /// <summary>Accounts in all; null where it could not be asked.</summary>
    public int? Accounts { get; init; }

    /// <summary>Accounts that can take a request now.</summary>
    public int? UsableAccounts { get; init; }
}
