using System.Runtime.InteropServices;

namespace AntigravityTools.App.Desktop.Gtk;

/// <summary>A GTK window that is one WebKit view. Closing hides it; links to elsewhere open in the person's browser.</summary>
internal sealed unsafe class WebKitWindow : IDesktopWindow, IDisposable
{
    private const string Title = "Antigravity Tools";
    private const string IconName = "network-server";
    private const int LoadFinished = 3;
    private const int Handled = 1;
    private const int NotHandled = 0;
    private const int Response = 2;
    private readonly WindowHooks _hooks;
    private readonly TrayPictureFiles? _pictures;
    private readonly GCHandle _self;
    private nint _window;
    private nint _view;
    private GtkTray? _tray;
    private WindowSize _size;
    private HomeAddress _home;

    /// <summary>A window of a size; <paramref name="hooks"/> are called on its own thread. The tray's pictures lie in <paramref name="folder"/>.</summary>
    public WebKitWindow(WindowSize size, WindowHooks hooks, string folder)
    {
        (_size, _hooks) = (size, hooks);
        _pictures = new TrayPictureFiles(folder) is var files && files.TryWrite() ? files : null;
        _self = GCHandle.Alloc(this);
    }

    /// <summary>True where WebKitGTK 4.1 is installed.</summary>
    public static bool IsAvailable => OperatingSystem.IsLinux() && NativeLibrary.TryLoad(GtkNative.WebKit, out _);

    public bool IsOwn => true;

    /// <summary>True while the window is seen; on its own thread.</summary>
    public bool IsVisible => _window != 0 && GtkNative.WidgetGetVisible(_window) != 0;

    public string? Run(Action ready)
    {
        if (GtkNative.InitCheck(0, 0) == 0)
        {
            return "There is no display to open a window on (DISPLAY and WAYLAND_DISPLAY lead nowhere). Use 'antigravity-tools serve' and open the console in a browser.";
        }

        GtkNative.SetProgramName("antigravity-tools");
        var self = GCHandle.ToIntPtr(_self);
        _window = GtkNative.WindowNew(0);
        GtkNative.WindowSetTitle(_window, Title);
        GtkNative.WindowSetIconName(_window, IconName);
        GtkNative.WindowSetDefaultSize(_window, _size.Width, _size.Height);
        _view = GtkNative.WebViewNew();
        GtkNative.ContainerAdd(_window, _view);
        GtkNative.Connect(_window, "delete-event", (delegate* unmanaged<nint, nint, nint, int>)&Closing, self, 0, 0);
        GtkNative.Connect(_window, "configure-event", (delegate* unmanaged<nint, nint, nint, int>)&Resized, self, 0, 0);
        GtkNative.Connect(_view, "load-changed", (delegate* unmanaged<nint, int, nint, void>)&LoadChanged, self, 0, 0);
        GtkNative.Connect(_view, "decide-policy", (delegate* unmanaged<nint, nint, int, nint, int>)&Deciding, self, 0, 0);
        ready();
        GtkNative.RunLoop();
        _hooks.Resized(_size);
        _tray?.Release();
        return null;
    }

    public void Open(string url, bool show) => Post(() =>
    {
        _home = HomeAddress.Of(url);
        GtkNative.WebViewLoad(_view, url);
        if (show)
        {
            Raise();
        }
    });

    public void ShowPage(string html) => Post(() =>
    {
        GtkNative.WebViewLoadHtml(_view, html, null);
        Raise();
    });

    public void Present() => Post(Raise);

    public void Tell(TrayState state) => Post(() =>
    {
        if (_pictures is not null)
        {
            GtkNative.WindowSetIconFile(_window, _pictures.PathOf(state.Icon), 0);
        }

        if (_tray is null)
        {
            _tray = GtkTray.TryMake(state, _pictures, _hooks.Chosen);
        }
        else
        {
            _tray.Tell(state);
        }
    });

    public void Quit() => Post(GtkNative.QuitLoop);

    /// <summary>Does what the window's close button does.</summary>
    public void Close() => Post(() => GtkNative.WindowClose(_window));

    /// <summary>Resizes as a person does.</summary>
    public void Resize(int width, int height) => Post(() => GtkNative.WindowResize(_window, width, height));

    /// <summary>Runs work on the window's thread.</summary>
    public static void Post(Action work) => _ = GtkNative.IdleAdd(&RunPosted, GCHandle.ToIntPtr(GCHandle.Alloc(work)));

    public void Dispose() => _self.Free();

    private void Raise()
    {
        GtkNative.WidgetShowAll(_window);
        GtkNative.WindowPresent(_window);
    }

    private static WebKitWindow Of(nint data) => (WebKitWindow)GCHandle.FromIntPtr(data).Target!;

    [UnmanagedCallersOnly]
    private static int RunPosted(nint data)
    {
        var handle = GCHandle.FromIntPtr(data);
        var work = (Action)handle.Target!;
        handle.Free();
        work();
        return 0;
    }

    [UnmanagedCallersOnly]
    private static int Closing(nint window, nint @event, nint data)
    {
        var self = Of(data);
        GtkNative.WidgetHide(window);
        self._hooks.Resized(self._size);
        self._hooks.Hidden();
        return Handled;
    }

    [UnmanagedCallersOnly]
    private static int Resized(nint window, nint @event, nint data)
    {
        GtkNative.WindowGetSize(window, out var width, out var height);
        Of(data)._size = new WindowSize(width, height);
        return NotHandled;
    }

    [UnmanagedCallersOnly]
    private static void LoadChanged(nint view, int state, nint data)
    {
        if (state == LoadFinished && Marshal.PtrToStringUTF8(GtkNative.WebViewGetUri(view)) is { } address)
        {
            Of(data)._hooks.Loaded(address);
        }
    }

    // Pages of the console stay here; what leads elsewhere, or asks for a window of its own, goes to the browser.
    [UnmanagedCallersOnly]
    private static int Deciding(nint view, nint decision, int type, nint data)
    {
        if (type == Response)
        {
            return NotHandled;
        }

        var self = Of(data);
        var address = Marshal.PtrToStringUTF8(GtkNative.RequestGetUri(GtkNative.ActionGetRequest(GtkNative.DecisionGetAction(decision)))) ?? "";
        if (type == 0 && !self._home.LeadsOut(address))
        {
            return NotHandled;
        }

        GtkNative.DecisionIgnore(decision);
        if (HomeAddress.IsWeb(address))
        {
            self._hooks.OpenOutside(address);
        }

        return Handled;
    }
}
