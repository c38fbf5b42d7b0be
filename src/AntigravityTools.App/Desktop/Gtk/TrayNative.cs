using System.Runtime.InteropServices;

namespace AntigravityTools.App.Desktop.Gtk;

/// <summary>Ayatana's indicator, which speaks StatusNotifierItem over D-Bus (https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/), and the menus that it takes.</summary>
internal static partial class TrayNative
{
    /// <summary>The library that decides whether there can be an icon.</summary>
    public const string Indicator = "libayatana-appindicator3.so.1";

    private const string Gtk = "libgtk-3.so.0";

    [LibraryImport(Indicator, EntryPoint = "app_indicator_new", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint New(string id, string icon, int category);

    [LibraryImport(Indicator, EntryPoint = "app_indicator_set_status")]
    public static partial void SetStatus(nint indicator, int status);

    [LibraryImport(Indicator, EntryPoint = "app_indicator_set_title", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetTitle(nint indicator, string title);

    [LibraryImport(Indicator, EntryPoint = "app_indicator_set_icon_full", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetIcon(nint indicator, string icon, string description);

    [LibraryImport(Indicator, EntryPoint = "app_indicator_set_menu")]
    public static partial void SetMenu(nint indicator, nint menu);

    [LibraryImport(Gtk, EntryPoint = "gtk_menu_new")]
    public static partial nint MenuNew();

    [LibraryImport(Gtk, EntryPoint = "gtk_menu_shell_append")]
    public static partial void MenuAppend(nint menu, nint item);

    [LibraryImport(Gtk, EntryPoint = "gtk_menu_item_new_with_label", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint ItemNew(string label);

    [LibraryImport(Gtk, EntryPoint = "gtk_menu_item_set_label", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void ItemSetLabel(nint item, string label);

    [LibraryImport(Gtk, EntryPoint = "gtk_separator_menu_item_new")]
    public static partial nint SeparatorNew();

    [LibraryImport(Gtk, EntryPoint = "gtk_widget_set_sensitive")]
    public static partial void SetSensitive(nint widget, int sensitive);
}
