using System.Collections.Immutable;
using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Tests.Accounts;

/// <summary>The limits that the user states for an account; the clock stands at the beginning of a minute and at noon.</summary>
public sealed class StatedLimitTests
{
    [Fact]
    public void ReachedLimit_PassesTheAccountOverUntilTheMinuteEnds()
    {
        using var pool = PoolOf(Limited("a", ("requests_per_minute", 2)), TestPool.Account("b", weight: 0.01));
        Assert.Equal(["a", "a", "b", "b"], [pool.TakenId(), pool.TakenId(), pool.TakenId(), pool.TakenId()]);
        Assert.Equal(AccountState.CoolingDown, pool.StateOf("a"));
        pool.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("b", pool.TakenId());
        pool.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("a", pool.TakenId());
    }

    [Fact]
    public void Refusal_SaysWhenTheLimitEnds_AndReadyAgainComesByItself()
    {
        using var pool = PoolOf(Limited("a", ("requests_per_day", 1)));
        Assert.Equal("a", pool.TakenId());
        var refusal = pool.Take().Refusal!;
        Assert.Equal((false, (DateTimeOffset?)pool.Time.GetUtcNow().AddHours(12)), (refusal.Busy, refusal.EarliestRetry));
        var status = pool.Pool.StatusOf("a")!;
        Assert.Equal((AccountState.OutOfQuota, (DateTimeOffset?)pool.Time.GetUtcNow().AddHours(12)), (status.State, status.Until));
        Assert.Contains("1 requests per day", status.Reason, StringComparison.Ordinal);

        // Fifteen minutes are the interval after which a provider's long cooldown is tested; the user's own is not.
        pool.Time.Advance(TimeSpan.FromHours(6));
        Assert.NotNull(pool.Take().Refusal);
        pool.Time.Advance(TimeSpan.FromHours(6));
        Assert.Equal(AccountState.Ready, pool.StateOf("a"));
    }

    [Fact]
    public void Tokens_CountWhenTheAnswerIsThere()
    {
        using var pool = PoolOf(Limited("a", ("tokens_per_minute", 100)));
        using (var lease = pool.Take().Lease!)
        {
            lease.Used(60);
        }

        Assert.Equal(AccountState.Ready, pool.StateOf("a"));
        using (var lease = pool.Take().Lease!)
        {
            lease.Used(60);
            lease.Succeeded();
        }

        Assert.Equal(AccountState.CoolingDown, pool.StateOf("a"));
    }

    [Fact]
    public void ProvidersWord_NeitherEndsNorHidesTheLimit()
    {
        using var pool = PoolOf(Limited("a", ("requests_per_minute", 1)), TestPool.Account("b"));
        pool.Fail("a", TestPool.Ruling(FaultKind.RateLimited, TimeSpan.FromSeconds(5)));
        pool.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(("b", AccountState.CoolingDown), (pool.TakenId(), pool.StateOf("a")));
        pool.Pool.Confirm("a");
        Assert.Equal(AccountState.CoolingDown, pool.StateOf("a"));
    }

    [Fact]
    public void OwnLimit_IsNotStored()
    {
        using var pool = PoolOf(Limited("a", ("requests_per_minute", 1)));
        var stored = new List<Cooldown>();
        pool.Pool.CooldownSet += stored.Add;
        pool.TakenId();
        Assert.Equal(AccountState.CoolingDown, pool.StateOf("a"));
        Assert.Empty(stored);
    }

    [Fact]
    public void RaisedLimit_FreesTheAccountAtOnce()
    {
        using var pool = PoolOf(Limited("a", ("requests_per_minute", 1)));
        pool.TakenId();
        Assert.Equal(AccountState.CoolingDown, pool.StateOf("a"));
        pool.Pool.SetAccounts([Limited("a", ("requests_per_minute", 3))]);
        Assert.Equal(AccountState.Ready, pool.StateOf("a"));
        pool.Pool.SetAccounts([Limited("a", ("requests_per_day", 1))]);
        Assert.Equal(AccountState.OutOfQuota, pool.StateOf("a"));
    }

    private static TestPool PoolOf(params Account[] accounts) => new(new SchedulingConfig { MaxWait = TimeSpan.Zero }, accounts);

    private static Account Limited(string id, params (string Name, double Limit)[] limits) =>
        TestPool.Account(id) with { Limits = limits.ToImmutableSortedDictionary(limit => limit.Name, limit => limit.Limit) };
}
