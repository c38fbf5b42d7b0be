using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace AntigravityTools.App.Desktop.Win32;

/// <summary>A window and the loop of its thread, on which posted work and continuations run. <paramref name="answer"/> says what a message is answered with, or null for the system's own answer.</summary>
[SupportedOSPlatform("windows")]
internal sealed unsafe class Win32Loop(string title, Func<uint, nint, nint, nint?> answer) : SynchronizationContext, IDisposable
{
    private const string ClassName = "AntigravityTools";
    private const nint Arrow = 32512;
    private const nint WindowColour = 6;
    private readonly ConcurrentQueue<Action> _work = new();
    private GCHandle _self;
    private nint _window;

    /// <summary>The window; zero before it is made.</summary>
    public nint Window => Volatile.Read(ref _window);

    /// <summary>Makes the window, hidden, in a size of logical pixels; false with the system's error number where it can not be made. Call it on the thread that runs the loop.</summary>
    public bool TryOpen(WindowSize size, out int error)
    {
        Win32Native.SetThreadDpiAwareness(Win32Native.PerMonitorAware);
        var module = Win32Native.GetModuleHandle(0);
        fixed (char* name = ClassName)
        {
            Win32Native.RegisterClass(new Win32Native.WindowClass
            {
                Size = (uint)Unsafe.SizeOf<Win32Native.WindowClass>(),
                Procedure = &Receive,
                Module = module,
                Cursor = Win32Native.LoadCursor(0, Arrow),
                Background = WindowColour,
                Name = name,
            });
        }

        var window = Win32Native.CreateWindow(
            0, ClassName, title, Win32Native.OverlappedWindow, Win32Native.UseDefault, 0, size.Width, size.Height, 0, 0, module, 0);
        error = Marshal.GetLastPInvokeError();
        if (window == 0)
        {
            return false;
        }

        _self = GCHandle.Alloc(this);
        Win32Native.SetWindowData(window, Win32Native.UserData, GCHandle.ToIntPtr(_self));

        // Which screen it is on, and how fine that is, is known only now.
        var fine = LogicalPixels.ToScreen(size, Win32Native.GetDpi(window));
        Win32Native.SetPlace(window, 0, 0, 0, fine.Width, fine.Height, Win32Native.KeepPlace);
        Volatile.Write(ref _window, window);
        Win32Native.PostMessage(window, WindowMessage.Posted, 0, 0);
        return true;
    }

    /// <summary>Turns until <see cref="Quit"/>.</summary>
    public static void Run()
    {
        while (Win32Native.GetMessage(out var message, 0, 0, 0) > 0)
        {
            Win32Native.TranslateMessage(message);
            Win32Native.DispatchMessage(message);
        }
    }

    /// <summary>Runs work on the window's thread; what was posted before there is a window waits for it.</summary>
    public void Post(Action work)
    {
        _work.Enqueue(work);
        if (Window is not 0 and var window)
        {
            Win32Native.PostMessage(window, WindowMessage.Posted, 0, 0);
        }
    }

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state) => Post(() => d(state));

    /// <inheritdoc/>
    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Brings the window to the front, from wherever it is.</summary>
    public void Raise()
    {
        Win32Native.ShowWindow(Window, Win32Native.IsMinimized(Window) != 0 ? Win32Native.Restore : Win32Native.ShowAsIs);
        Win32Native.SetForeground(Window);
    }

    /// <summary>Takes the window off the screen.</summary>
    public void Hide() => Win32Native.ShowWindow(Window, Win32Native.Hide);

    /// <summary>Its size in logical pixels while it is neither maximised nor minimised; null where the system does not tell.</summary>
    public WindowSize? Measure()
    {
        var placement = new Win32Native.WindowPlacement { Length = (uint)Unsafe.SizeOf<Win32Native.WindowPlacement>() };
        var normal = Win32Native.GetPlacement(Window, ref placement) == 0 ? default : placement.Normal;
        var size = new WindowSize(normal.Right - normal.Left, normal.Bottom - normal.Top);
        return size.IsSensible ? LogicalPixels.FromScreen(size, Win32Native.GetDpi(Window)) : null;
    }

    /// <summary>Goes where the system proposes, as the window came to a screen whose pixels are finer or coarser. <paramref name="place"/> is a pointer to RECT.</summary>
    public void Place(nint place)
    {
        var wanted = *(Win32Native.Rectangle*)place;
        Win32Native.SetPlace(Window, 0, wanted.Left, wanted.Top, wanted.Right - wanted.Left, wanted.Bottom - wanted.Top, Win32Native.KeepOrder);
    }

    /// <summary>Ends <see cref="Run"/>.</summary>
    public void Quit() => Post(() => Win32Native.PostQuit(0));

    /// <summary>Ends the window, on its thread.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _window, 0) is not 0 and var window)
        {
            Win32Native.SetWindowData(window, Win32Native.UserData, 0);
            Win32Native.DestroyWindow(window);
            Win32Native.UnregisterClass(ClassName, Win32Native.GetModuleHandle(0));
            _self.Free();
        }
    }

    [UnmanagedCallersOnly]
    private static nint Receive(nint window, uint message, nint wide, nint @long)
    {
        var data = Win32Native.GetWindowData(window, Win32Native.UserData);
        if (data == 0 || GCHandle.FromIntPtr(data).Target is not Win32Loop self)
        {
            return Win32Native.DefaultProcedure(window, message, wide, @long);
        }

        if (message == WindowMessage.Posted)
        {
            self.RunPosted();
            return 0;
        }

        return self.Answer(message, wide, @long) ?? Win32Native.DefaultProcedure(window, message, wide, @long);
    }

    private nint? Answer(uint message, nint wide, nint @long) => answer(message, wide, @long);

    private void RunPosted()
    {
        while (_work.TryDequeue(out var work))
        {
            work();
        }
    }
}
