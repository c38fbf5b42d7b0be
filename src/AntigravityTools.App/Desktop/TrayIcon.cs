namespace AntigravityTools.App.Desktop;

/// <summary>Which picture the tray shows.</summary>
internal enum TrayIcon
{
    /// <summary>The proxy does not listen.</summary>
    Stopped,

    /// <summary>The proxy listens.</summary>
    Running,

    /// <summary>The proxy could not start.</summary>
    Failed,
}
