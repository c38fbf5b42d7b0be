using System.Collections.Immutable;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage.InMemory;
using AntigravityTools.Core.Tests.Accounts;
using AntigravityTools.Testing.Contracts;

namespace AntigravityTools.Core.Tests.Management;

/// <summary>Limits that the user states hold across a restart; the clock stands at noon.</summary>
public sealed class SpentSoFarTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private readonly InMemoryUsageStore _usage = new();

    [Fact]
    public async Task DailyLimit_ReachedBeforeTheRestart_StillHolds()
    {
        using var pool = PoolOf("requests_per_day", 2);
        await StoreAsync(pool, hoursAgo: 3);
        await StoreAsync(pool, hoursAgo: 13);
        await RecallAsync(pool);
        Assert.Equal(AccountState.Ready, pool.StateOf("a"));

        await StoreAsync(pool, hoursAgo: 1);
        await RecallAsync(pool);

        Assert.Equal(AccountState.OutOfQuota, pool.StateOf("a"));
    }

    [Fact]
    public async Task MinuteLimit_CountsTheRowsOfTheRunningMinute_AndIsOverWithIt()
    {
        using var pool = PoolOf("requests_per_minute", 1);
        pool.Time.Advance(TimeSpan.FromSeconds(30));
        await StoreAsync(pool, hoursAgo: 0);
        await RecallAsync(pool);
        Assert.Equal(AccountState.CoolingDown, pool.StateOf("a"));
        pool.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(AccountState.Ready, pool.StateOf("a"));
    }

    [Fact]
    public async Task WhatThisProcessCounted_IsNeverMadeLess()
    {
        using var pool = PoolOf("requests_per_day", 2);
        Assert.Equal("a", pool.TakenId());
        Assert.Equal("a", pool.TakenId());
        await StoreAsync(pool, hoursAgo: 0);
        await RecallAsync(pool);
        Assert.Equal(AccountState.OutOfQuota, pool.StateOf("a"));
    }

    private static TestPool PoolOf(string limit, double value) => new(
        new SchedulingConfig { MaxWait = TimeSpan.Zero },
        TestPool.Account("a") with { Limits = ImmutableSortedDictionary<string, double>.Empty.Add(limit, value) });

    private Task RecallAsync(TestPool pool) => SpentSoFar.RecallAsync(pool.Pool, _usage, pool.Time, Token);

    private Task StoreAsync(TestPool pool, int hoursAgo)
    {
        var account = pool.Pool.Snapshot.Entries[0].Account;
        var at = pool.Time.GetUtcNow().AddHours(-hoursAgo);
        return _usage.AppendAsync([SampleRequests.Answered(hoursAgo) with { StartedAt = at, AccountId = account.Id, Account = account.Name }], Token);
    }
}
