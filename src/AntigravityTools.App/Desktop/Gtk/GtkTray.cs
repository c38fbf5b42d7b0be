using System.Runtime.InteropServices;

namespace AntigravityTools.App.Desktop.Gtk;

/// <summary>The icon in the tray and its menu. Lives on the thread of the window.</summary>
internal sealed unsafe class GtkTray
{
    private const string Id = "antigravity-tools";
    private const string Title = "Antigravity Tools";
    private const int ApplicationStatus = 0;
    private const int Active = 1;
    private readonly TrayPictureFiles? _pictures;
    private readonly Action<TrayAction> _act;
    private readonly nint _indicator;
    private readonly nint _status;
    private readonly nint _toggle;
    private readonly nint _open;
    private readonly nint _quit;
    private readonly GCHandle[] _handles;

    private GtkTray(TrayState state, TrayPictureFiles? pictures, Action<TrayAction> act)
    {
        (_pictures, _act) = (pictures, act);
        _indicator = TrayNative.New(Id, NameOf(state.Icon), ApplicationStatus);
        var menu = TrayNative.MenuNew();
        _status = TrayNative.ItemNew(state.Status);
        _toggle = TrayNative.ItemNew(state.Toggle);
        _open = TrayNative.ItemNew(state.Open);
        _quit = TrayNative.ItemNew(state.Quit);
        TrayNative.SetSensitive(_status, 0);
        foreach (var item in new[] { _status, _toggle, TrayNative.SeparatorNew(), _open, _quit })
        {
            TrayNative.MenuAppend(menu, item);
        }

        _handles = [Choose(_toggle, TrayAction.Toggle), Choose(_open, TrayAction.Open), Choose(_quit, TrayAction.Quit)];
        GtkNative.WidgetShowAll(menu);
        TrayNative.SetMenu(_indicator, menu);
        TrayNative.SetTitle(_indicator, Title);
        TrayNative.SetStatus(_indicator, Active);
    }

    /// <summary>Makes the icon, with the theme's pictures where <paramref name="pictures"/> could not be written; null where the library for it is not installed.</summary>
    public static GtkTray? TryMake(TrayState state, TrayPictureFiles? pictures, Action<TrayAction> act) =>
        NativeLibrary.TryLoad(TrayNative.Indicator, out _) ? new GtkTray(state, pictures, act) : null;

    /// <summary>Says something else.</summary>
    public void Tell(TrayState state)
    {
        TrayNative.SetIcon(_indicator, NameOf(state.Icon), state.Status);
        TrayNative.ItemSetLabel(_status, state.Status);
        TrayNative.ItemSetLabel(_toggle, state.Toggle);
        TrayNative.ItemSetLabel(_open, state.Open);
        TrayNative.ItemSetLabel(_quit, state.Quit);
    }

    /// <summary>Lets go of the menu's handlers, after the loop has ended.</summary>
    public void Release()
    {
        foreach (var handle in _handles)
        {
            handle.Free();
        }
    }

    // Without files of our own, as in the freedesktop icon naming specification.
    private string NameOf(TrayIcon icon) => _pictures?.PathOf(icon) ?? icon switch
    {
        TrayIcon.Running => "network-transmit-receive",
        TrayIcon.Failed => "network-error",
        _ => "network-offline",
    };

    private GCHandle Choose(nint item, TrayAction action)
    {
        var handle = GCHandle.Alloc(() => _act(action));
        GtkNative.Connect(item, "activate", (delegate* unmanaged<nint, nint, void>)&Activated, GCHandle.ToIntPtr(handle), 0, 0);
        return handle;
    }

    [UnmanagedCallersOnly]
    private static void Activated(nint item, nint data) => ((Action)GCHandle.FromIntPtr(data).Target!)();
}
