using System.Collections.Immutable;
using System.Globalization;
using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Ui.Pages.Dashboard;

/// <summary>What the dashboard shows, free of rendering.</summary>
public sealed record DashboardViewModel
{
    private const int HoursShown = 24;

    /// <summary>All accounts.</summary>
    public ImmutableArray<AccountView> Accounts { get; init; } = [];

    /// <summary>The sums since midnight.</summary>
    public UsageSummary Today { get; init; } = new();

    /// <summary>The last day's sums by hour.</summary>
    public IReadOnlyList<UsageBucket> Buckets { get; init; } = [];

    /// <summary>The latest failures, newest first.</summary>
    public ImmutableArray<RequestRecord> Failures { get; init; } = [];

    /// <summary>When this was read.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>Requests in each of the last 24 hours, oldest first; an hour without any is there with 0.</summary>
    public IReadOnlyList<(DateTimeOffset Start, long Count)> Hours
    {
        get
        {
            if (Now == default)
            {
                // Nothing has been read yet.
                return [];
            }

            var hour = new DateTimeOffset(Now.Year, Now.Month, Now.Day, Now.Hour, 0, 0, TimeSpan.Zero);
            var counts = Buckets.GroupBy(bucket => bucket.Start).ToDictionary(group => group.Key, group => group.Sum(bucket => bucket.Sums.Requests));
            return [.. Enumerable.Range(0, HoursShown).Select(back => hour.AddHours(back - HoursShown + 1)).Select(start => (start, counts.GetValueOrDefault(start)))];
        }
    }

    /// <summary>The height of a bar in percent.</summary>
    public string Height(long count)
    {
        var most = Math.Max(1, Hours.Max(hour => hour.Count));
        return (100.0 * count / most).ToString("0.#", CultureInfo.InvariantCulture);
    }

    /// <summary>The figures at the top, with their labels. Unknown is said, never shown as 0.</summary>
    public IEnumerable<(string Label, string Value)> Figures(Texts texts)
    {
        var usable = Accounts.Count(account => account.Status.State is AccountState.Ready or AccountState.Busy);
        yield return (texts["UsableAccounts"], $"{usable} / {Accounts.Length}");
        yield return (texts["RequestsToday"], Today.Requests.ToString("N0", texts.Culture));
        yield return (texts["TokensToday"], (Today.InputTokens + Today.OutputTokens).ToString("N0", texts.Culture));
        yield return (texts["SuccessRate"], Today.Requests == 0 ? texts["None"] : (1 - ((double)Today.Errors / Today.Requests)).ToString("P1", texts.Culture));
        yield return (texts["TtftP50P95"], Today.TtftP50 is { } p50 && Today.TtftP95 is { } p95 ? $"{p50:0} / {p95:0} ms" : texts["None"]);
        yield return (texts["CostToday"], Today.CostUsd is { } cost ? cost.ToString("$0.0000", CultureInfo.InvariantCulture) : texts["Unknown"]);
    }

    /// <summary>The first-run checklist.</summary>
    public IReadOnlyList<(string Key, bool Done)> Steps(bool running) =>
    [
        ("StepAccount", !Accounts.IsEmpty),
        ("StepStart", running),
        ("StepHealth", running),
        ("StepClient", Today.Requests > 0 || Buckets.Count > 0),
    ];
}
