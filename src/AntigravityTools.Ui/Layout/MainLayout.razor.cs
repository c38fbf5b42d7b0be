using AntigravityTools.Core.Management;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using MudBlazor;

namespace AntigravityTools.Ui.Layout;

/// <summary>The frame of every page: bar, navigation, theme and language from the settings.</summary>
public sealed partial class MainLayout : LayoutComponentBase, IDisposable
{
    private static readonly (string Path, string Key, string Icon)[] Pages =
    [
        ("/", "Dashboard", Icons.Material.Rounded.SpaceDashboard),
        ("/accounts", "Accounts", Icons.Material.Rounded.Key),
        ("/api-proxy", "ApiProxy", Icons.Material.Rounded.Hub),
        ("/monitor", "Monitor", Icons.Material.Rounded.MonitorHeart),
        ("/token-stats", "TokenStats", Icons.Material.Rounded.BarChart),
        ("/settings", "Settings", Icons.Material.Rounded.Settings),
    ];

    private MudThemeProvider? _provider;
    private bool _systemDark;
    private bool _dark;
    private bool _live;

    [Inject]
    private ConfigCommands Config { get; set; } = null!;

    [Inject]
    private ProxyCommands Proxy { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private Texts T { get; set; } = null!;

    private string ProxyWord => Proxy.Status.State switch { "running" => "Running", "failed" => "Failed", _ => "Stopped" };

    private string ProxyBadge => Proxy.Status.State switch { "running" => "badge ok", "failed" => "badge err", _ => "badge" };

    // The page has a base address, so a bare fragment would lead to the first page.
    private string Here => Navigation.Uri.Split('#')[0] + "#content";

    /// <inheritdoc/>
    public void Dispose()
    {
        Config.Changed -= Refresh;
        Proxy.Changed -= Refresh;
        Navigation.LocationChanged -= Moved;
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Config.Changed += Refresh;
        Proxy.Changed += Refresh;
        Navigation.LocationChanged += Moved;
        ApplyTheme();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && _provider is not null)
        {
            _live = true;
            _systemDark = await _provider.GetSystemDarkModeAsync();
            ApplyTheme();
            StateHasChanged();
        }
    }

    private void ApplyTheme() => _dark = Config.Current.Theme switch { "dark" => true, "light" => false, _ => _systemDark };

    private void Moved(object? sender, LocationChangedEventArgs moved) => Refresh();

    private void Refresh() => _ = InvokeAsync(() =>
    {
        ApplyTheme();
        StateHasChanged();
    });
}
