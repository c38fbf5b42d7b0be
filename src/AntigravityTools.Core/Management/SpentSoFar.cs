using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage;

namespace AntigravityTools.Core.Management;

/// <summary>
/// What accounts were used for in the running minute and UTC day before this process began, from the request history: limits that the user
/// states hold across a restart. The day comes from the hourly sums, the minute from its rows; both are small reads.
/// </summary>
internal static class SpentSoFar
{
    private const int PageRows = 500;
    private const int MostPages = 20;

    public static async Task RecallAsync(AccountPool pool, IUsageStore usage, TimeProvider time, CancellationToken cancellationToken)
    {
        var entries = pool.Snapshot.Entries;
        if (entries.IsEmpty)
        {
            return;
        }

        var now = time.GetUtcNow();
        var minutes = await MinutesAsync(usage, now, cancellationToken).ConfigureAwait(false);
        var days = await DaysAsync(usage, now, cancellationToken).ConfigureAwait(false);
        foreach (var account in entries.Select(entry => entry.Account))
        {
            var (minute, day) = (minutes.GetValueOrDefault(account.Id), days.GetValueOrDefault(account.Name));
            if (minute != default || day != default)
            {
                pool.Recall(account.Id, counters => counters.Recall(now, minute, day));
            }
        }
    }

    private static async Task<Dictionary<string, (long Requests, long Tokens)>> MinutesAsync(IUsageStore usage, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var sums = new Dictionary<string, (long Requests, long Tokens)>(StringComparer.Ordinal);
        var query = new RequestQuery { Limit = PageRows, From = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero) };
        for (var page = 0; page < MostPages; page++)
        {
            var found = await usage.QueryAsync(query, cancellationToken).ConfigureAwait(false);
            foreach (var row in found.Items)
            {
                if (row.AccountId is { } account)
                {
                    var (requests, tokens) = sums.GetValueOrDefault(account);
                    sums[account] = (requests + 1, tokens + (row.Usage.Input ?? 0) + (row.Usage.Output ?? 0));
                }
            }

            if (found.Next is not { } next)
            {
                break;
            }

            query = query with { Before = next };
        }

        return sums;
    }

    private static async Task<Dictionary<string, (long Requests, long Tokens)>> DaysAsync(IUsageStore usage, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var sums = new Dictionary<string, (long Requests, long Tokens)>(StringComparer.Ordinal);
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        foreach (var bucket in await usage.BucketsAsync(UsageSpan.Day, UsageGroup.Account, today, now, cancellationToken).ConfigureAwait(false))
        {
            var (requests, tokens) = sums.GetValueOrDefault(bucket.Group);
            sums[bucket.Group] = (requests + bucket.Sums.Requests, tokens + bucket.Sums.InputTokens + bucket.Sums.OutputTokens);
        }

        return sums;
    }
}
