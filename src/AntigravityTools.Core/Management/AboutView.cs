namespace AntigravityTools.Core.Management;

/// <summary>What this program is and where it keeps things.</summary>
public sealed record AboutView
{
    /// <summary>The version.</summary>
    public required string Version { get; init; }

    /// <summary>The runtime, such as <c>.NET 10.0.1</c>.</summary>
    public required string Runtime { get; init; }

    /// <summary>The operating system.</summary>
    public required string System { get; init; }

    /// <summary>The data directory; null where nothing is kept.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Where <c>config.json</c> is; null where the configuration lives in memory.</summary>
    public string? ConfigPath { get; init; }

    /// <summary>The date of the price list.</summary>
    public required string PricesVersion { get; init; }

    /// <summary>The protector that encrypts credentials.</summary>
    public required string Protector { get; init; }

    /// <summary>Since when the process runs.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>True under <c>demo</c> and <c>--demo</c>.</summary>
    public bool Demo { get; init; }

    /// <summary>True under <c>desktop</c>: there is a window of its own, and a person started it.</summary>
    public bool Desktop { get; init; }
}
