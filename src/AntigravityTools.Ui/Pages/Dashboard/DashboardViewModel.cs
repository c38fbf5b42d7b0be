using System.Collections.Immutable;
using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Ui.Pages.Dashboard;

/// <summary>What the dashboard shows, free of rendering.</summary>
public sealed class DashboardViewModel(
    AccountCommands accounts, RequestQueries requests, StatsQueries stats, ProxyCommands proxy, ProviderQueries providers, FirstSteps steps, TimeProvider time)
{
    private const int HoursShown = 24;
    private const int QuotasShown = 5;
    private const int FailuresShown = 5;

    /// <summary>All accounts.</summary>
    public ImmutableArray<AccountView> Accounts { get; private set; } = [];

    /// <summary>The sums since midnight.</summary>
    public UsageSummary Today { get; private set; } = new();

    /// <summary>The latest failures, newest first.</summary>
    public ImmutableArray<RequestRecord> Failures { get; private set; } = [];

    /// <summary>When this was read.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>False until the first pull has ended.</summary>
    public bool IsRead { get; private set; }

    /// <summary>Answered and failed requests in each of the last 24 hours, oldest first; an hour without any is there with 0.</summary>
    public ImmutableArray<DashboardHour> Hours { get; private set; } = [];

    /// <summary>What a new user does first.</summary>
    public ImmutableArray<FirstStep> Steps { get; private set; } = [];

    /// <summary>True while the listener accepts connections.</summary>
    public bool IsRunning => proxy.Status.State == "running";

    /// <summary>The listener.</summary>
    public ProxyStatus Proxy => proxy.Status;

    /// <summary>The base URL, also while the listener is stopped.</summary>
    public string Url => proxy.Status.Url ?? FormattableString.Invariant($"http://127.0.0.1:{proxy.Status.Port}");

    /// <summary>Accounts that can be used now.</summary>
    public int Usable => Accounts.Count(IsUsable);

    /// <summary>Usable and all accounts of each provider, by its title.</summary>
    public IEnumerable<(string Provider, int Usable, int All)> ByProvider => Accounts
        .GroupBy(account => account.Provider)
        .Select(group => (providers.All.FirstOrDefault(one => one.Name == group.Key)?.Title ?? group.Key, group.Count(IsUsable), group.Count()));

    /// <summary>Share of today's requests that were answered; null without any.</summary>
    public double? SuccessRate => Today.Requests == 0 ? null : 1 - ((double)Today.Errors / Today.Requests);

    /// <summary>The quotas with the least left, lowest first; unknown ones are not guessed at.</summary>
    public IEnumerable<(AccountView Account, QuotaReading Quota)> LowestQuotas => Accounts
        .SelectMany(account => account.Quota.Where(quota => quota.Fraction is not null).Select(quota => (account, quota)))
        .OrderBy(pair => pair.quota.Fraction)
        .Take(QuotasShown);

    /// <summary>Reads everything anew.</summary>
    public async Task PullAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var local = time.GetLocalNow();
        var midnight = new DateTimeOffset(local.Date, local.Offset).ToUniversalTime();
        Accounts = await accounts.ListAsync(cancellationToken);
        Today = await stats.SummaryAsync(midnight, now.AddSeconds(1), cancellationToken);
        Hours = HoursOf(await stats.TokensAsync(UsageSpan.Hour, UsageGroup.Protocol, now.AddHours(1 - HoursShown), now.AddSeconds(1), cancellationToken), now);
        Failures = (await requests.ListAsync(new RequestQuery { ErrorsOnly = true, Limit = FailuresShown }, cancellationToken)).Items;
        var anyRequest = Today.Requests > 0 || !(await requests.ListAsync(new RequestQuery { Limit = 1 }, cancellationToken)).Items.IsEmpty;
        Steps = steps.Of(!Accounts.IsEmpty, IsRunning, anyRequest);
        (Now, IsRead) = (now, true);
    }

    internal static ImmutableArray<DashboardHour> HoursOf(IReadOnlyList<UsageBucket> buckets, DateTimeOffset now)
    {
        var hour = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero);
        var sums = buckets.ToLookup(bucket => bucket.Start, bucket => bucket.Sums);
        return
        [
            .. Enumerable.Range(1 - HoursShown, HoursShown).Select(back => hour.AddHours(back)).Select(start =>
                new DashboardHour(start, sums[start].Sum(sum => sum.Requests - sum.Errors), sums[start].Sum(sum => sum.Errors))),
        ];
    }

    private static bool IsUsable(AccountView account) => account.Status.State is AccountState.Ready or AccountState.Busy;
}
