using System.Collections.Immutable;

namespace AntigravityTools.Ui.Pages.Dashboard;

/// <summary>The first-run checklist. It ticks itself off: every step is seen, none is declared done.</summary>
public sealed class FirstSteps
{
    private volatile bool _healthOpened;

    /// <summary>Notes that the health page was opened from the checklist.</summary>
    public void NoteHealthOpened() => _healthOpened = true;

    /// <summary>The steps; none is left where a client has been answered, for then all of them must have worked.</summary>
    public ImmutableArray<FirstStep> Of(bool anyAccount, bool running, bool anyRequest) =>
    [
        new("StepAccount", anyAccount),
        new("StepStart", running),
        new("StepHealth", (running && _healthOpened) || anyRequest),
        new("StepClient", anyRequest),
    ];
}
