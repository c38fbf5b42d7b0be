using System.Collections.Immutable;

namespace AntigravityTools.App.Desktop;

/// <summary>The tray icon and its menu, in the user's language.</summary>
internal sealed record TrayState
{
    /// <summary>The picture.</summary>
    public required TrayIcon Icon { get; init; }

    /// <summary>The first line: what the proxy does.</summary>
    public required string Status { get; init; }

    /// <summary>Start or stop.</summary>
    public required string Toggle { get; init; }

    /// <summary>Opens the window.</summary>
    public required string Open { get; init; }

    /// <summary>Ends the program.</summary>
    public required string Quit { get; init; }

    /// <summary>The menu, from top to bottom.</summary>
    public ImmutableArray<TrayEntry> Menu =>
        [new(Status, null), new(Toggle, TrayAction.Toggle), TrayEntry.Separator, new(Open, TrayAction.Open), new(Quit, TrayAction.Quit)];
}
