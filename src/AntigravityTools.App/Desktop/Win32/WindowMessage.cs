namespace AntigravityTools.App.Desktop.Win32;

/// <summary>The window messages that are answered; the others go to the system's own procedure.</summary>
internal static class WindowMessage
{
    public const uint Null = 0x0000;
    public const uint Move = 0x0003;
    public const uint Size = 0x0005;
    public const uint SetFocus = 0x0007;
    public const uint Close = 0x0010;
    public const uint EndSession = 0x0016;
    public const uint ContextMenu = 0x007B;
    public const uint SetIcon = 0x0080;
    public const uint User = 0x0400;
    public const uint DpiChanged = 0x02E0;

    /// <summary>The tray's icon was clicked (ours).</summary>
    public const uint Tray = 0x8001;

    /// <summary>Work was posted to the window's thread (ours).</summary>
    public const uint Posted = 0x8002;
}
