using AntigravityTools.Core.Management;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace AntigravityTools.Ui.Pages.Settings;

/// <summary>Everything of the settings that is not of one page alone: look, start, history, network, console, telemetry, backup, data, and what this program is.</summary>
public sealed partial class Settings
{
    [Inject]
    private SettingsViewModel View { get; set; } = null!;

    [Inject]
    private ConfigCommands Config { get; set; } = null!;

    [Inject]
    private AboutQueries About { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        View.Load();
        Config.Changed += Signal;
    }

    /// <inheritdoc/>
    protected override void Leave() => Config.Changed -= Signal;

    /// <inheritdoc/>
    protected override async Task PullAsync() => Sizes = await Task.Run(() => About.Sizes, Gone);

    private DataSizes? Sizes { get; set; }

    private async Task SaveAsync(Func<Task<bool>> save)
    {
        if (await save())
        {
            View.Load();
            Snackbar.Add(T["Saved"], Severity.Success);
        }
    }
}
