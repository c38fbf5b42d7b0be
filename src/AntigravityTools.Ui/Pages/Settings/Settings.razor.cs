using AntigravityTools.Core.Management;
using Microsoft.AspNetCore.Components;

namespace AntigravityTools.Ui.Pages.Settings;

/// <summary>Language, theme, retention, and what this program is.</summary>
public sealed partial class Settings
{
    private double _days;
    private string? _refused;

    [Inject]
    private ConfigCommands Config { get; set; } = null!;

    [Inject]
    private AboutQueries About { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _days = Config.Current.RetentionDays;
        Config.Changed += Signal;
    }

    /// <inheritdoc/>
    protected override void Leave() => Config.Changed -= Signal;

    /// <inheritdoc/>
    protected override Task PullAsync() => Task.CompletedTask;

    private Task SaveDaysAsync() => ApplyAsync($$$"""{"recording":{"retention_days":{{{_days.ToString(System.Globalization.CultureInfo.InvariantCulture)}}}}}""");

    private async Task ApplyAsync(string patch)
    {
        var errors = await Config.PatchAsync(patch, CancellationToken.None);
        _refused = errors.IsEmpty ? null : string.Join(" ", errors.Select(error => error.Message));
    }
}
