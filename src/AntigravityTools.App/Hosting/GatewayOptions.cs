namespace AntigravityTools.App.Hosting;

/// <summary>What the command line asks of a host.</summary>
internal sealed record GatewayOptions
{
    /// <summary><c>--data-dir</c>.</summary>
    public string? DataDirectory { get; init; }

    /// <summary><c>--port</c>: starts the proxy there instead of at the configured port.</summary>
    public int? Port { get; init; }

    /// <summary><c>--console-port</c>.</summary>
    public int? ConsolePort { get; init; }

    /// <summary><c>--no-console</c>: the management API without the pages.</summary>
    public bool NoConsole { get; init; }

    /// <summary><c>--demo</c>: the embedded simulator may be used as a provider.</summary>
    public bool Demo { get; init; }

    /// <summary><c>--ephemeral</c>: nothing on disk.</summary>
    public bool Ephemeral { get; init; }

    /// <summary>Under <c>desktop</c> the proxy starts only where <c>proxy.auto_start</c> is on, and one that can not start is told in the window.</summary>
    public bool Desktop { get; init; }

    /// <summary>True where the directory is deleted at the end.</summary>
    public bool Throwaway { get; init; }

    /// <summary>False for commands that only need the management API for a moment.</summary>
    public bool WithProxy { get; init; } = true;

    /// <summary>The environment variables.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }
}
