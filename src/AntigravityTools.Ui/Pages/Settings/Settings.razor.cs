using AntigravityTools.Core.Management;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace AntigravityTools.Ui.Pages.Settings;

/// <summary>Language, theme, history, network, and what this program is.</summary>
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
    protected override Task PullAsync() => Task.CompletedTask;

    private async Task SaveAsync(Func<Task<bool>> save)
    {
        if (await save())
        {
            View.Load();
            Snackbar.Add(T["Saved"], Severity.Success);
        }
    }
}
