using System.Runtime.CompilerServices;
using System.Runtime.Versioning;

namespace AntigravityTools.App.Desktop.Win32;

/// <summary>The icon in the notification area and its menu. Lives on the thread of the window.</summary>
[SupportedOSPlatform("windows")]
internal sealed unsafe class Win32Tray
{
    private const string Title = "Antigravity Tools";
    private const uint Id = 1;
    private const int Small = 0;
    private const int Big = 1;
    private readonly nint _window;
    private readonly Action<TrayAction> _act;
    private TrayState _state;
    private nint _small;
    private nint _big;

    /// <summary>Shows an icon that belongs to a window; <paramref name="act"/> is told what was chosen.</summary>
    public Win32Tray(nint window, TrayState state, Action<TrayAction> act)
    {
        (_window, _state, _act) = (window, state, act);
        Draw();
        Show();
    }

    /// <summary>Shows the icon again, after the task bar was lost and came back.</summary>
    public void Show()
    {
        Notify(TrayNative.Add);
        Notify(TrayNative.SetVersion);
    }

    /// <summary>Says something else.</summary>
    public void Tell(TrayState state)
    {
        var old = (_small, _big);
        _state = state;
        Draw();
        Notify(TrayNative.Modify);
        Win32Native.DestroyIcon(old._small);
        Win32Native.DestroyIcon(old._big);
    }

    /// <summary>Answers what was done with the icon.</summary>
    public void Answer(TrayClick click)
    {
        switch (click.Kind)
        {
            case TrayClickKind.Open:
                _act(TrayAction.Open);
                break;
            case TrayClickKind.Menu when Choose(click.X, click.Y) is { } action:
                _act(action);
                break;
            default:
                break;
        }
    }

    /// <summary>Takes the icon away; else it stays until the pointer passes over it.</summary>
    public void Release()
    {
        Notify(TrayNative.Delete);
        Win32Native.DestroyIcon(_small);
        Win32Native.DestroyIcon(_big);
    }

    // Numbers count from one: zero is "nothing was chosen".
    private TrayAction? Choose(int x, int y)
    {
        var entries = _state.Menu;
        var menu = TrayNative.CreateMenu();
        for (var i = 0; i < entries.Length; i++)
        {
            var flags = entries[i] switch { { Label: null } => TrayNative.Separator, { Action: null } => TrayNative.Grey, _ => TrayNative.Text };
            TrayNative.Append(menu, flags, (nuint)(i + 1), entries[i].Label?.Replace("&", "&&", StringComparison.Ordinal));
        }

        // Without the first the menu does not close by a click elsewhere; without the last it closes at once the next time.
        Win32Native.SetForeground(_window);
        var chosen = TrayNative.Track(menu, TrayNative.ReturnChoice | TrayNative.AnyButton, x, y, _window, 0);
        Win32Native.PostMessage(_window, WindowMessage.Null, 0, 0);
        TrayNative.DestroyMenu(menu);
        return chosen > 0 ? entries[chosen - 1].Action : null;
    }

    private void Draw()
    {
        var dpi = Win32Native.GetDpi(_window);
        _small = Icon(Win32Native.GetSystemMetric(Win32Native.SmallIconWidth, dpi));
        _big = Icon(Win32Native.GetSystemMetric(Win32Native.IconWidth, dpi));
        Win32Native.SendMessage(_window, WindowMessage.SetIcon, Small, _small);
        Win32Native.SendMessage(_window, WindowMessage.SetIcon, Big, _big);
    }

    private nint Icon(int size)
    {
        var picture = IconResource.Write(_state.Icon, size);
        return Win32Native.CreateIcon(picture, picture.Length, 1, Win32Native.IconVersion, size, size, 0);
    }

    private void Notify(uint what)
    {
        var data = new TrayNative.NotifyIconData
        {
            Size = (uint)Unsafe.SizeOf<TrayNative.NotifyIconData>(),
            Window = _window,
            Id = Id,
            Flags = TrayNative.HasMessage | TrayNative.HasIcon | TrayNative.HasTip | TrayNative.ShowsTip,
            Message = WindowMessage.Tray,
            Icon = _small,
            Version = TrayNative.Version4,
        };
        var tip = $"{Title}\n{_state.Status}";
        tip.AsSpan(0, Math.Min(tip.Length, TrayNative.LongestTip)).CopyTo(new Span<char>(data.Tip, TrayNative.LongestTip));
        TrayNative.Notify(what, data);
    }
}
