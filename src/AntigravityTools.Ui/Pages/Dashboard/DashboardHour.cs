namespace AntigravityTools.Ui.Pages.Dashboard;

/// <summary>One hour of the chart.</summary>
/// <param name="Start">Its first moment.</param>
/// <param name="Answered">Requests that were answered.</param>
/// <param name="Failed">Requests that failed.</param>
public sealed record DashboardHour(DateTimeOffset Start, long Answered, long Failed);
