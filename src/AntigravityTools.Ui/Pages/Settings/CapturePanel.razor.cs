using System.Collections.Immutable;
using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace AntigravityTools.Ui.Pages.Settings;

/// <summary>Switches capture of bodies on and off, and removes what it kept.</summary>
public sealed partial class CapturePanel
{
    private const double MiB = 1 << 20;
    private CaptureStatus? _status;
    private ImmutableArray<FieldError> _errors = [];
    private double _minutes = CaptureCommands.UsualMinutes;
    private double _mib = CaptureCommands.UsualBytes / MiB;
    private IDisposable? _news;

    [Inject]
    private CaptureCommands Captures { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized() => _news = Captures.OnChanged(Signal);

    /// <inheritdoc/>
    protected override void Leave() => _news?.Dispose();

    /// <inheritdoc/>
    protected override async Task PullAsync() => _status = await Captures.StatusAsync(Gone);

    private Task StartAsync()
    {
        _errors = Captures.Start(_minutes, (long)(_mib * MiB));
        return PullSafelyAsync();
    }

    private Task StopAsync()
    {
        Captures.Stop();
        return PullSafelyAsync();
    }

    private async Task ClearAsync()
    {
        if (await Dialogs.ShowMessageBoxAsync(T["DeleteBodies"], T["DeleteBodiesQuestion"], yesText: T["DeleteBodies"], cancelText: T["Cancel"]) == true)
        {
            await Captures.ClearAsync(CancellationToken.None);
            await PullSafelyAsync();
        }
    }
}
