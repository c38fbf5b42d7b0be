using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Tests.Accounts;

public sealed class ReadyIndexTests
{
    [Theory]
    [InlineData(Strategy.Balance)]
    [InlineData(Strategy.PerformanceFirst)]
    [InlineData(Strategy.Priority)]
    public void AnyOrderOfChanges_TheIndexSaysWhatALookAtEveryAccountSays(Strategy strategy)
    {
        var random = new Random(7);
        var accounts = Enumerable.Range(0, 30)
            .Select(number => TestPool.Account($"acc{number}", maxConcurrency: number % 3 == 0 ? 2 : null, priority: number % 4)).ToArray();
        using var pool = new TestPool(new SchedulingConfig { Strategy = strategy, MaxWait = TimeSpan.Zero }, accounts);
        var leases = new List<AccountLease>();
        FaultKind[] kinds = [FaultKind.RateLimited, FaultKind.QuotaExhausted, FaultKind.Overloaded, FaultKind.Network, FaultKind.Authentication, FaultKind.Permission];
        for (var step = 0; step < 5000; step++)
        {
            switch (random.Next(10))
            {
                case < 4 when pool.Take().Lease is { } lease:
                    leases.Add(lease);
                    break;
                case < 6 when leases.Count > 0:
                    var at = random.Next(leases.Count);
                    leases[at].Failed(TestPool.Ruling(kinds[random.Next(kinds.Length)], random.Next(2) == 0 ? null : TimeSpan.FromSeconds(random.Next(4000))));
                    leases[at].Dispose();
                    leases.RemoveAt(at);
                    break;
                case < 8 when leases.Count > 0:
                    var done = random.Next(leases.Count);
                    leases[done].Succeeded();
                    leases[done].Dispose();
                    leases.RemoveAt(done);
                    break;
                case 8 when random.Next(20) == 0:
                    pool.Pool.Reset(accounts[random.Next(accounts.Length)].Id);
                    break;
                case 9 when random.Next(100) == 0:
                    pool.Pool.SetAccounts(accounts);
                    break;
                default:
                    pool.Time.Advance(TimeSpan.FromSeconds(random.Next(120)));
                    break;
            }

            AssertTrue(pool, accounts);
        }
    }

    // The report of a refusal or a pick counts every account by its standing: it must agree with the accounts themselves.
    private static void AssertTrue(TestPool pool, Account[] accounts)
    {
        var now = pool.Time.GetUtcNow();
        var expected = accounts
            .Select(account => AccountStatusReader.StandingOf(pool.Pool.Snapshot.ById[account.Id], TestPool.Model, now))
            .CountBy(standing => standing.IsReady ? "ready" : standing.ProbeDue ? "half_open" : standing.State.ToName())
            .OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {pair.Value}");
        var result = pool.Take();
        var lease = result.Lease;
        var seen = result.PassedOver
            .GroupBy(passed => passed.Reason is "not_chosen" or "lower_priority" ? "ready" : passed.Reason, passed => passed.Count)
            .ToDictionary(group => group.Key, group => group.Sum());
        if (lease is not null)
        {
            var key = lease.Probe ? "half_open" : "ready";
            seen[key] = seen.GetValueOrDefault(key) + 1;
        }

        lease?.Dispose();
        Assert.Equal(expected, seen.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {pair.Value}"));
    }
}
