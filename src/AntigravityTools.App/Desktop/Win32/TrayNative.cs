using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace AntigravityTools.App.Desktop.Win32;

/// <summary>The notification area (https://learn.microsoft.com/windows/win32/shell/notification-area) and the menu that its icon opens.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class TrayNative
{
    public const uint Add = 0;
    public const uint Modify = 1;
    public const uint Delete = 2;
    public const uint SetVersion = 4;
    public const uint Version4 = 4;
    public const uint HasMessage = 0x01;
    public const uint HasIcon = 0x02;
    public const uint HasTip = 0x04;
    public const uint ShowsTip = 0x80;
    public const uint Text = 0x0000;
    public const uint Grey = 0x0001;
    public const uint Separator = 0x0800;
    public const uint ReturnChoice = 0x0100;
    public const uint AnyButton = 0x0002;

    /// <summary>The longest tip, in UTF-16 units, without its end.</summary>
    public const int LongestTip = 127;

    private const string User = "user32.dll";

    [LibraryImport("shell32.dll", EntryPoint = "Shell_NotifyIconW")]
    public static partial int Notify(uint what, in NotifyIconData data);

    [LibraryImport(User, EntryPoint = "CreatePopupMenu")]
    public static partial nint CreateMenu();

    [LibraryImport(User, EntryPoint = "AppendMenuW", StringMarshalling = StringMarshalling.Utf16)]
    public static partial int Append(nint menu, uint flags, nuint id, string? label);

    [LibraryImport(User, EntryPoint = "TrackPopupMenuEx")]
    public static partial int Track(nint menu, uint flags, int x, int y, nint window, nint parameters);

    [LibraryImport(User, EntryPoint = "DestroyMenu")]
    public static partial void DestroyMenu(nint menu);

    /// <summary>NOTIFYICONDATAW.</summary>
    internal struct NotifyIconData
    {
        public uint Size;
        public nint Window;
        public uint Id;
        public uint Flags;
        public uint Message;
        public nint Icon;
        public fixed char Tip[LongestTip + 1];
        public uint State;
        public uint StateMask;
        public fixed char Info[256];
        public uint Version;
        public fixed char InfoTitle[64];
        public uint InfoFlags;
        public Guid Item;
        public nint BalloonIcon;
    }
}
