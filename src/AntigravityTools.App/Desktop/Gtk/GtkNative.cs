using System.Runtime.InteropServices;

namespace AntigravityTools.App.Desktop.Gtk;

/// <summary>The few functions of GTK 3, GLib and WebKitGTK 4.1 that a window with a web view needs. All but <see cref="IdleAdd"/> belong to the thread that called <see cref="InitCheck"/>.</summary>
internal static unsafe partial class GtkNative
{
    /// <summary>The library that decides whether there can be a native window.</summary>
    public const string WebKit = "libwebkit2gtk-4.1.so.0";

    private const string Gtk = "libgtk-3.so.0";
    private const string GLib = "libglib-2.0.so.0";
    private const string GObject = "libgobject-2.0.so.0";

    [LibraryImport(Gtk, EntryPoint = "gtk_init_check")]
    public static partial int InitCheck(nint argc, nint argv);

    [LibraryImport(Gtk, EntryPoint = "gtk_main")]
    public static partial void RunLoop();

    [LibraryImport(Gtk, EntryPoint = "gtk_main_quit")]
    public static partial void QuitLoop();

    [LibraryImport(GLib, EntryPoint = "g_idle_add")]
    public static partial uint IdleAdd(delegate* unmanaged<nint, int> function, nint data);

    [LibraryImport(GLib, EntryPoint = "g_set_prgname", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetProgramName(string name);

    [LibraryImport(GObject, EntryPoint = "g_signal_connect_data", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nuint Connect(nint instance, string signal, void* handler, nint data, nint destroyData, int flags);

    [LibraryImport(Gtk, EntryPoint = "gtk_window_new")]
    public static partial nint WindowNew(int type);

    [LibraryImport(Gtk, EntryPoint = "gtk_window_set_title", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void WindowSetTitle(nint window, string title);

    [LibraryImport(Gtk, EntryPoint = "gtk_window_set_icon_name", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void WindowSetIconName(nint window, string name);

    [LibraryImport(Gtk, EntryPoint = "gtk_window_set_icon_from_file", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int WindowSetIconFile(nint window, string path, nint error);

    [LibraryImport(Gtk, EntryPoint = "gtk_window_set_default_size")]
    public static partial void WindowSetDefaultSize(nint window, int width, int height);

    [LibraryImport(Gtk, EntryPoint = "gtk_window_get_size")]
    public static partial void WindowGetSize(nint window, out int width, out int height);

    [LibraryImport(Gtk, EntryPoint = "gtk_window_resize")]
    public static partial void WindowResize(nint window, int width, int height);

    [LibraryImport(Gtk, EntryPoint = "gtk_window_present")]
    public static partial void WindowPresent(nint window);

    [LibraryImport(Gtk, EntryPoint = "gtk_window_close")]
    public static partial void WindowClose(nint window);

    [LibraryImport(Gtk, EntryPoint = "gtk_container_add")]
    public static partial void ContainerAdd(nint container, nint child);

    [LibraryImport(Gtk, EntryPoint = "gtk_widget_show_all")]
    public static partial void WidgetShowAll(nint widget);

    [LibraryImport(Gtk, EntryPoint = "gtk_widget_hide")]
    public static partial void WidgetHide(nint widget);

    [LibraryImport(Gtk, EntryPoint = "gtk_widget_get_visible")]
    public static partial int WidgetGetVisible(nint widget);

    [LibraryImport(WebKit, EntryPoint = "webkit_web_view_new")]
    public static partial nint WebViewNew();

    [LibraryImport(WebKit, EntryPoint = "webkit_web_view_load_uri", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void WebViewLoad(nint view, string address);

    [LibraryImport(WebKit, EntryPoint = "webkit_web_view_load_html", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void WebViewLoadHtml(nint view, string html, string? baseAddress);

    [LibraryImport(WebKit, EntryPoint = "webkit_web_view_get_uri")]
    public static partial nint WebViewGetUri(nint view);

    [LibraryImport(WebKit, EntryPoint = "webkit_navigation_policy_decision_get_navigation_action")]
    public static partial nint DecisionGetAction(nint decision);

    [LibraryImport(WebKit, EntryPoint = "webkit_navigation_action_get_request")]
    public static partial nint ActionGetRequest(nint action);

    [LibraryImport(WebKit, EntryPoint = "webkit_uri_request_get_uri")]
    public static partial nint RequestGetUri(nint request);

    [LibraryImport(WebKit, EntryPoint = "webkit_policy_decision_ignore")]
    public static partial void DecisionIgnore(nint decision);
}
