using AntigravityTools.Core.Management;
using Microsoft.AspNetCore.Components;
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
    private bool _open = true;

    [Inject]
    private ConfigCommands Config { get; set; } = null!;

    [Inject]
    private ProxyCommands Proxy { get; set; } = null!;

    [Inject]
    private Texts T { get; set; } = null!;

    private string ProxyWord => Proxy.Status.State switch { "running" => "Running", "failed" => "Failed", _ => "Stopped" };

    private Color ProxyColor => Proxy.Status.State switch { "running" => Color.Success, "failed" => Color.Error, _ => Color.Default };

    private string ProxyIcon => Proxy.Status.State == "running" ? Icons.Material.Rounded.CheckCircle : Icons.Material.Rounded.PauseCircle;

    /// <inheritdoc/>
    public void Dispose()
    {
        Config.Changed -= Refresh;
        Proxy.Changed -= Refresh;
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Config.Changed += Refresh;
        Proxy.Changed += Refresh;
        ApplyTheme();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && _provider is not null)
        {
            _systemDark = await _provider.GetSystemDarkModeAsync();
            ApplyTheme();
            StateHasChanged();
        }
    }

    private void ApplyTheme() => _dark = Config.Current.Theme switch { "dark" => true, "light" => false, _ => _systemDark };

    private void Toggle() => _open = !_open;

    private void Refresh() => _ = InvokeAsync(() =>
    {
        ApplyTheme();
        StateHasChanged();
    });
}
