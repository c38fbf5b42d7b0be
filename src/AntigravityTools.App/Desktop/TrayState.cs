namespace AntigravityTools.App.Desktop;

/// <summary>The tray icon and its menu, in the user's language.</summary>
internal sealed record TrayState
{
    /// <summary>The icon's name in the freedesktop icon naming specification.</summary>
    public required string Icon { get; init; }

    /// <summary>The first line: what the proxy does.</summary>
    public required string Status { get; init; }

    /// <summary>Start or stop.</summary>
    public required string Toggle { get; init; }

    /// <summary>Opens the window.</summary>
    public required string Open { get; init; }

    /// <summary>Ends the program.</summary>
    public required string Quit { get; init; }
}
