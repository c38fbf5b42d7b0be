using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace AntigravityTools.App.Desktop.Win32;

/// <summary>The few functions of user32 that a window with a message loop needs (https://learn.microsoft.com/windows/win32/winmsg/windowing). All but <see cref="PostMessage"/> belong to the thread that made the window.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class Win32Native
{
    public const int UseDefault = unchecked((int)0x80000000);
    public const uint OverlappedWindow = 0x00CF0000;
    public const int UserData = -21;
    public const int Hide = 0;
    public const int ShowAsIs = 5;
    public const int Restore = 9;
    public const uint KeepPlace = 0x0002 | 0x0004 | 0x0010;
    public const uint KeepOrder = 0x0004 | 0x0010;
    public const int SmallIconWidth = 49;
    public const int IconWidth = 11;
    public const int PerMonitorAware = -4;
    public const uint IconVersion = 0x00030000;

    private const string User = "user32.dll";
    private const string Kernel = "kernel32.dll";

    [LibraryImport(Kernel, EntryPoint = "GetModuleHandleW")]
    public static partial nint GetModuleHandle(nint name);

    [LibraryImport(User, EntryPoint = "SetThreadDpiAwarenessContext")]
    public static partial nint SetThreadDpiAwareness(nint context);

    [LibraryImport(User, EntryPoint = "GetDpiForWindow")]
    public static partial uint GetDpi(nint window);

    [LibraryImport(User, EntryPoint = "GetSystemMetricsForDpi")]
    public static partial int GetSystemMetric(int index, uint dpi);

    [LibraryImport(User, EntryPoint = "LoadCursorW")]
    public static partial nint LoadCursor(nint module, nint name);

    [LibraryImport(User, EntryPoint = "RegisterClassExW", SetLastError = true)]
    public static partial ushort RegisterClass(in WindowClass description);

    [LibraryImport(User, EntryPoint = "UnregisterClassW", StringMarshalling = StringMarshalling.Utf16)]
    public static partial int UnregisterClass(string name, nint module);

    [LibraryImport(User, EntryPoint = "CreateWindowExW", StringMarshalling = StringMarshalling.Utf16, SetLastError = true)]
    public static partial nint CreateWindow(uint extendedStyle, string className, string title, uint style, int x, int y, int width, int height, nint parent, nint menu, nint module, nint data);

    [LibraryImport(User, EntryPoint = "DestroyWindow")]
    public static partial void DestroyWindow(nint window);

    [LibraryImport(User, EntryPoint = "DefWindowProcW")]
    public static partial nint DefaultProcedure(nint window, uint message, nint wide, nint @long);

    [LibraryImport(User, EntryPoint = "SetWindowLongPtrW")]
    public static partial nint SetWindowData(nint window, int index, nint data);

    [LibraryImport(User, EntryPoint = "GetWindowLongPtrW")]
    public static partial nint GetWindowData(nint window, int index);

    [LibraryImport(User, EntryPoint = "GetMessageW")]
    public static partial int GetMessage(out Message message, nint window, uint first, uint last);

    [LibraryImport(User, EntryPoint = "TranslateMessage")]
    public static partial int TranslateMessage(in Message message);

    [LibraryImport(User, EntryPoint = "DispatchMessageW")]
    public static partial nint DispatchMessage(in Message message);

    [LibraryImport(User, EntryPoint = "PostMessageW")]
    public static partial void PostMessage(nint window, uint message, nint wide, nint @long);

    [LibraryImport(User, EntryPoint = "SendMessageW")]
    public static partial nint SendMessage(nint window, uint message, nint wide, nint @long);

    [LibraryImport(User, EntryPoint = "PostQuitMessage")]
    public static partial void PostQuit(int code);

    [LibraryImport(User, EntryPoint = "RegisterWindowMessageW", StringMarshalling = StringMarshalling.Utf16)]
    public static partial uint RegisterMessage(string name);

    [LibraryImport(User, EntryPoint = "ShowWindow")]
    public static partial void ShowWindow(nint window, int how);

    [LibraryImport(User, EntryPoint = "IsIconic")]
    public static partial int IsMinimized(nint window);

    [LibraryImport(User, EntryPoint = "IsWindowVisible")]
    public static partial int IsVisible(nint window);

    [LibraryImport(User, EntryPoint = "SetForegroundWindow")]
    public static partial void SetForeground(nint window);

    [LibraryImport(User, EntryPoint = "AllowSetForegroundWindow")]
    public static partial void AllowForeground(int process);

    [LibraryImport(User, EntryPoint = "SetWindowPos")]
    public static partial void SetPlace(nint window, nint after, int x, int y, int width, int height, uint flags);

    [LibraryImport(User, EntryPoint = "GetWindowPlacement")]
    public static partial int GetPlacement(nint window, ref WindowPlacement placement);

    [LibraryImport(User, EntryPoint = "GetClientRect")]
    public static partial int GetInside(nint window, out Rectangle rectangle);

    [LibraryImport(User, EntryPoint = "CreateIconFromResourceEx")]
    public static partial nint CreateIcon(ReadOnlySpan<byte> picture, int length, int isIcon, uint version, int width, int height, uint flags);

    [LibraryImport(User, EntryPoint = "DestroyIcon")]
    public static partial void DestroyIcon(nint icon);

    /// <summary>POINT.</summary>
    internal struct Point
    {
        public int X;
        public int Y;
    }

    /// <summary>RECT, in physical pixels.</summary>
    internal struct Rectangle
    {
        public int Left;
        public int Top;
        public int Right;
        public int Bottom;
    }

    /// <summary>MSG.</summary>
    internal struct Message
    {
        public nint Window;
        public uint Id;
        public nint Wide;
        public nint Long;
        public uint Time;
        public Point Pointer;
    }

    /// <summary>WNDCLASSEXW.</summary>
    internal struct WindowClass
    {
        public uint Size;
        public uint Style;
        public delegate* unmanaged<nint, uint, nint, nint, nint> Procedure;
        public int ClassExtra;
        public int WindowExtra;
        public nint Module;
        public nint Icon;
        public nint Cursor;
        public nint Background;
        public nint MenuName;
        public char* Name;
        public nint SmallIcon;
    }

    /// <summary>WINDOWPLACEMENT.</summary>
    internal struct WindowPlacement
    {
        public uint Length;
        public uint Flags;
        public uint Show;
        public Point Minimized;
        public Point Maximized;
        public Rectangle Normal;
    }
}
