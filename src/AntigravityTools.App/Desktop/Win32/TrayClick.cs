namespace AntigravityTools.App.Desktop.Win32;

/// <summary>What the notification area tells about its icon (https://learn.microsoft.com/windows/win32/api/shellapi/ns-shellapi-notifyicondataw, version 4).</summary>
/// <param name="Kind">What was done.</param>
/// <param name="X">Where, in pixels of the screen; left of the first screen it is negative.</param>
/// <param name="Y">Where, from the top.</param>
internal readonly record struct TrayClick(TrayClickKind Kind, int X, int Y)
{
    /// <summary>Reads the message: the event is the low word of <paramref name="event"/>, the place are the two words of <paramref name="place"/>.</summary>
    public static TrayClick Read(nint place, nint @event) => new(
        (uint)(@event & 0xFFFF) switch
        {
            WindowMessage.ContextMenu => TrayClickKind.Menu,
            WindowMessage.User or WindowMessage.User + 1 => TrayClickKind.Open,
            _ => TrayClickKind.None,
        },
        unchecked((short)(place & 0xFFFF)),
        unchecked((short)((place >> 16) & 0xFFFF)));
}
