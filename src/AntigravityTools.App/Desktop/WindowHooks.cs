namespace AntigravityTools.App.Desktop;

/// <summary>What a window tells its owner.</summary>
internal sealed record WindowHooks
{
    /// <summary>A page was loaded; with its address.</summary>
    public required Action<string> Loaded { get; init; }

    /// <summary>The window has another size.</summary>
    public required Action<WindowSize> Resized { get; init; }

    /// <summary>The window was closed, and so hidden.</summary>
    public required Action Hidden { get; init; }

    /// <summary>Something that a person should know; a sentence whose subject is the window.</summary>
    public required Action<string> Noted { get; init; }

    /// <summary>A link leads out of the console.</summary>
    public required Action<string> OpenOutside { get; init; }

    /// <summary>Something was chosen in the tray's menu.</summary>
    public required Action<TrayAction> Chosen { get; init; }
}
