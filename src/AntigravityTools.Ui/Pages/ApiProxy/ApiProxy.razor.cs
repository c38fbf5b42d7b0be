using AntigravityTools.Core.Management;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace AntigravityTools.Ui.Pages.ApiProxy;

/// <summary>The listener that clients talk to: state, address, key, how accounts are picked, where a request would go.</summary>
public sealed partial class ApiProxy
{
    private static readonly (string Tab, string Key)[] Tabs =
    [
        ("listener", "Listener"), ("clients", "Clients"), ("keys", "ClientKeys"), ("scheduling", "Scheduling"), ("rules", "ModelRules"), ("samples", "Samples"), ("doctor", "Doctor"),
    ];

    private static readonly (string Word, string Key)[] AuthModes =
        [("off", "AuthOff"), ("all_except_health", "AuthAllExceptHealth"), ("strict", "AuthStrict"), ("auto", "AuthAuto")];

    private static readonly (string Word, string Key)[] Strategies =
    [
        ("balance", "StrategyBalance"), ("cache_first", "StrategyCacheFirst"),
        ("performance_first", "StrategyPerformanceFirst"), ("priority", "StrategyPriority"),
    ];

    private bool _busy;

    /// <summary>The tab that is shown.</summary>
    [SupplyParameterFromQuery]
    public string? Tab { get; set; }

    [Inject]
    private ApiProxyViewModel View { get; set; } = null!;

    [Inject]
    private ProxyCommands Proxy { get; set; } = null!;

    [Inject]
    private ConfigCommands Config { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    private string Shown => Tabs.Any(tab => tab.Tab == Tab) ? Tab! : Tabs[0].Tab;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        View.Load();
        Proxy.Changed += Signal;
        Config.Changed += Signal;
    }

    /// <inheritdoc/>
    protected override void Leave()
    {
        Proxy.Changed -= Signal;
        Config.Changed -= Signal;
    }

    /// <inheritdoc/>
    protected override Task PullAsync() => Task.CompletedTask;

    private async Task ToggleAsync()
    {
        _busy = true;
        await View.ToggleAsync();
        _busy = false;
    }

    private Task LanAsync(bool open) => SaveAsync(() => View.SetLanAsync(open));

    private Task SetAsync(string section, string key, object value) => SaveAsync(() => View.SetAsync(section, key, value));

    private async Task SaveAsync(Func<Task<bool>> save)
    {
        if (await save())
        {
            View.Load();
            Snackbar.Add(T["Saved"], Severity.Success);
        }
    }

    private async Task RegenerateAsync()
    {
        if (await Dialogs.ShowMessageBoxAsync(T["Regenerate"], T["RegenerateQuestion"], yesText: T["Regenerate"], cancelText: T["Cancel"]) == true)
        {
            await SaveAsync(View.RegenerateKeyAsync);
        }
    }
}
