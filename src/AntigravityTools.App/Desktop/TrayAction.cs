namespace AntigravityTools.App.Desktop;

/// <summary>What a person chose in the tray's menu.</summary>
internal enum TrayAction
{
    /// <summary>Show the window.</summary>
    Open,

    /// <summary>Start or stop the proxy.</summary>
    Toggle,

    /// <summary>End the program.</summary>
    Quit,
}
