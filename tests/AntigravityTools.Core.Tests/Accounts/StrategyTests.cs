using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Tests.Accounts;

public sealed class StrategyTests
{
    [Fact]
    public void Balance_ConversationStaysWithItsAccount_AndMovesWhenThatIsIll()
    {
        using var pool = TestPool.Of(Strategy.Balance, "a", "b", "c");
        var first = pool.TakenId(conversation: 7)!;
        Assert.All(Enumerable.Range(0, 20), _ => Assert.Equal(first, pool.TakenId(conversation: 7)));

        pool.Fail(first, TestPool.Ruling(FaultKind.RateLimited, TimeSpan.FromSeconds(60)));
        var second = pool.TakenId(conversation: 7)!;
        Assert.NotEqual(first, second);
        pool.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(second, pool.TakenId(conversation: 7));
    }

    [Fact]
    public void Balance_BindingEndsAfterItsTime()
    {
        using var pool = TestPool.Of(Strategy.Balance, "a", "b", "c");
        pool.Request = pool.Request with { Conversation = TestPool.Conversation(7) };
        using var lease = pool.Take().Lease!;
        Assert.False(lease.Sticky);
        Assert.True(pool.Take().Lease is { Sticky: true });
        pool.Time.Advance(TimeSpan.FromMinutes(61));
        Assert.False(pool.Take().Lease!.Sticky);
    }

    [Fact]
    public void Balance_NewConversationsGoToTheMostHeadroom()
    {
        using var pool = TestPool.Of(Strategy.Balance, "a", "b", "c");
        pool.Observe("a", 100, 10, TimeSpan.FromHours(1));
        pool.Observe("b", 100, 90, TimeSpan.FromHours(1));
        pool.Observe("c", 100, 50, TimeSpan.FromHours(1));
        Assert.Equal("b", pool.TakenId(conversation: 1));

        using var one = pool.Take(conversation: 2).Lease!;
        using var two = pool.Take(conversation: 3).Lease!;
        Assert.Equal(["b", "c"], new[] { one.Account.Id, two.Account.Id });
    }

    [Fact]
    public void Balance_IdleEqualsShareEvenly()
    {
        using var pool = TestPool.Of(Strategy.Balance, "a", "b", "c", "d");
        var taken = Enumerable.Range(0, 400).Select(number => pool.TakenId(conversation: (ulong)number + 1)!).CountBy(id => id).ToDictionary();
        Assert.All(taken.Values, count => Assert.InRange(count, 90, 110));
    }

    [Fact]
    public void Balance_OfManyAccounts_DrawsTheBetterOfTwo()
    {
        using var pool = TestPool.Of(Strategy.Balance, [.. Enumerable.Range(0, 40).Select(number => $"acc{number}")]);
        var leases = Enumerable.Range(0, 400).Select(_ => pool.Take().Lease!).ToList();
        Assert.InRange(leases.CountBy(lease => lease.Account.Id).Max(pair => pair.Value), 10, 16);
        Assert.InRange(leases.CountBy(lease => lease.Account.Id).Min(pair => pair.Value), 5, 10);
    }

    [Fact]
    public void Balance_HeavierAccountTakesMore()
    {
        using var pool = new TestPool(null, TestPool.Account("a", weight: 3), TestPool.Account("b"));
        var leases = Enumerable.Range(0, 40).Select(_ => pool.Take().Lease!).ToList();
        Assert.InRange(leases.Count(lease => lease.Account.Id == "a"), 28, 32);
    }

    [Fact]
    public async Task CacheFirst_WaitsForItsOwnAccountThoughOthersAreFree()
    {
        using var pool = new TestPool(new SchedulingConfig { Strategy = Strategy.CacheFirst }, TestPool.Account("a", maxConcurrency: 1), TestPool.Account("b"));
        pool.Observe("b", 100, 50, TimeSpan.FromHours(1));
        var own = pool.Take(conversation: 1).Lease!;
        Assert.Equal("a", own.Account.Id);

        var waiting = pool.TakeAsync(conversation: 1);
        Assert.False(waiting.IsCompleted);
        own.Dispose();
        Assert.Equal("a", (await waiting).Lease!.Account.Id);
    }

    [Fact]
    public async Task CacheFirst_MovesWhenTheWaitIsOver()
    {
        using var pool = new TestPool(new SchedulingConfig { Strategy = Strategy.CacheFirst }, TestPool.Account("a", maxConcurrency: 1), TestPool.Account("b"));
        pool.Observe("b", 100, 50, TimeSpan.FromHours(1));
        using var own = pool.Take(conversation: 1).Lease!;
        var waiting = pool.TakeAsync(conversation: 1);
        pool.Time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal("b", (await waiting).Lease!.Account.Id);
    }

    [Fact]
    public async Task CacheFirst_WaitsOutAShortCooldown_AndMovesAtOnceFromALongOne()
    {
        using var pool = TestPool.Of(Strategy.CacheFirst, "a", "b");
        var own = pool.TakenId(conversation: 1)!;
        pool.Fail(own, TestPool.Ruling(FaultKind.RateLimited, TimeSpan.FromSeconds(10)));
        var waiting = pool.TakeAsync(conversation: 1);
        Assert.False(waiting.IsCompleted);
        pool.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(own, (await waiting).Lease!.Account.Id);

        pool.Fail(own, TestPool.Ruling(FaultKind.QuotaExhausted, TimeSpan.FromMinutes(10)));
        Assert.NotEqual(own, pool.TakenId(conversation: 1));
    }

    [Fact]
    public void PerformanceFirst_TakesTheFewestInFlight_RoundRobinAmongEquals()
    {
        using var pool = TestPool.Of(Strategy.PerformanceFirst, "a", "b", "c");
        Assert.Equal(3, Enumerable.Range(0, 3).Select(_ => pool.TakenId(conversation: 1)).Distinct().Count());
        var held = Enumerable.Range(0, 9).Select(_ => pool.Take(conversation: 1).Lease!).ToList();
        Assert.All(held.CountBy(lease => lease.Account.Id), pair => Assert.Equal(3, pair.Value));
        held.First(lease => lease.Account.Id == "b").Dispose();
        Assert.Equal("b", pool.TakenId(conversation: 1));
    }

    [Fact]
    public void Priority_UsesTheNextTierOnlyWhenTheOneAboveIsUnusable()
    {
        using var pool = new TestPool(
            new SchedulingConfig { Strategy = Strategy.Priority },
            TestPool.Account("low", priority: 2), TestPool.Account("a", priority: 1), TestPool.Account("b", priority: 1));
        var leases = Enumerable.Range(0, 10).Select(_ => pool.Take().Lease!).ToList();
        Assert.All(leases.CountBy(lease => lease.Account.Id), pair => Assert.Equal(5, pair.Value));
        Assert.DoesNotContain(leases, lease => lease.Account.Id == "low");

        pool.Fail("a", TestPool.Ruling(FaultKind.Overloaded));
        Assert.Equal("b", pool.TakenId());
        pool.Fail("b", TestPool.Ruling(FaultKind.Overloaded));
        Assert.Equal("low", pool.TakenId());
        pool.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.NotEqual("low", pool.TakenId());
    }

    [Fact]
    public void Pinned_EverythingGoesThereWhileHealthy()
    {
        using var pool = TestPool.Of(Strategy.PerformanceFirst, "a", "b", "c");
        pool.Pool.Pin("c");
        var leases = Enumerable.Range(0, 10).Select(_ => pool.Take().Lease!).ToList();
        Assert.All(leases, lease => Assert.Equal("c", lease.Account.Id));
        pool.Fail("c", TestPool.Ruling(FaultKind.Overloaded));
        Assert.NotEqual("c", pool.TakenId());
        pool.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("c", pool.TakenId());
    }

    [Fact]
    public void Reserve_KeepsAnAccountFreeBelowItsShare_UntilTheReset()
    {
        using var pool = new TestPool(new SchedulingConfig { ReservePercent = 20 }, TestPool.Account("a"), TestPool.Account("b"));
        pool.Observe("a", 100, 15, TimeSpan.FromMinutes(10));
        Assert.Equal((AccountState.OutOfQuota, AccountState.Ready), (pool.StateOf("a"), pool.StateOf("b")));
        Assert.All(Enumerable.Range(1, 6), number => Assert.Equal("b", pool.TakenId((ulong)number)));
        pool.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(AccountState.Ready, pool.StateOf("a"));

        pool.Observe("a", 100, 15, TimeSpan.FromMinutes(10));
        pool.Config = pool.Config with { ReservePercent = 0 };
        Assert.Equal("b", pool.TakenId(99));
        Assert.Equal(AccountState.Ready, pool.StateOf("a"));
    }

    [Fact]
    public void Decision_NamesWhoWasPassedOverAndWhy()
    {
        using var pool = TestPool.Of(Strategy.Balance, "a", "b", "c", "d");
        pool.Fail("a", TestPool.Ruling(FaultKind.RateLimited, TimeSpan.FromSeconds(60)));
        pool.Fail("b", TestPool.Ruling(FaultKind.Authentication));
        var result = pool.Take(null, "c");
        Assert.Equal("d", result.Lease!.Account.Id);
        Assert.Equal(
            ["tried 1 Account c", "cooling_down 1 Account a", "needs_reauth 1 Account b"],
            result.PassedOver.Select(passed => $"{passed.Reason} {passed.Count} {string.Join(',', passed.Accounts)}"));
        Assert.NotEmpty(result.Lease.Reason);
    }

    [Fact]
    public void Decision_KeepsTwentyNamesAndTheWholeCount()
    {
        using var pool = TestPool.Of(Strategy.Balance, [.. Enumerable.Range(0, 100).Select(number => $"acc{number}")]);
        var passed = Assert.Single(pool.Take().PassedOver);
        Assert.Equal(("not_chosen", 99, 20), (passed.Reason, passed.Count, passed.Accounts.Length));
    }
}
