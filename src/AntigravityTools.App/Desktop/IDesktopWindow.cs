namespace AntigravityTools.App.Desktop;

/// <summary>A window on the console, and a tray icon where there can be one. All but <see cref="Run"/> may be called from any thread.</summary>
internal interface IDesktopWindow
{
    /// <summary>False where a browser shows the console, which does not tell when its window is closed.</summary>
    bool IsOwn { get; }

    /// <summary>Keeps the calling thread until <see cref="Quit"/>; <paramref name="ready"/> is called when the rest may be used. Returns why it could not begin.</summary>
    string? Run(Action ready);

    /// <summary>Loads an address and shows the window, unless it is to stay hidden.</summary>
    void Open(string url, bool show);

    /// <summary>Shows a page of our own.</summary>
    void ShowPage(string html);

    /// <summary>Brings the window to the front, also after it was closed.</summary>
    void Present();

    /// <summary>What the tray icon says.</summary>
    void Tell(TrayState state);

    /// <summary>Ends <see cref="Run"/>.</summary>
    void Quit();
}
