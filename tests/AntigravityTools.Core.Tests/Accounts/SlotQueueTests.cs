using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Tests.Accounts;

public sealed class SlotQueueTests
{
    [Fact]
    public async Task Waiters_AreServedInTheOrderInWhichTheyCame_AndNobodyOvertakes()
    {
        using var pool = new TestPool(null, TestPool.Account("a", maxConcurrency: 1));
        var held = pool.Take().Lease!;
        var waiting = Enumerable.Range(0, 20).Select(_ => pool.TakeAsync()).ToList();
        for (var i = 0; i < waiting.Count; i++)
        {
            Assert.All(waiting.Skip(i), task => Assert.False(task.IsCompleted));
            held.Dispose();
            held = (await waiting[i]).Lease!;
        }

        held.Dispose();
        Assert.Equal(0, pool.Pool.InFlight("a"));
    }

    [Fact]
    public async Task WaiterForAnotherAccount_IsNotHeldUpByTheHeadOfTheQueue()
    {
        using var pool = new TestPool(null, TestPool.Account("a", maxConcurrency: 1), TestPool.Account("b", maxConcurrency: 1));
        var request = pool.Request;
        var (one, two) = (pool.Take().Lease!, pool.Take().Lease!);
        pool.Request = request with { Candidates = [one.Account.Id] };
        var first = pool.TakeAsync();
        pool.Request = request with { Candidates = [two.Account.Id] };
        var second = pool.TakeAsync();
        two.Dispose();
        Assert.Equal(two.Account.Id, (await second).Lease!.Account.Id);
        Assert.False(first.IsCompleted);
        one.Dispose();
        Assert.NotNull((await first).Lease);
    }

    [Fact]
    public async Task WaitIsOver_TheRequestIsRefusedAsBusy()
    {
        using var pool = new TestPool(null, TestPool.Account("a", maxConcurrency: 1));
        using var held = pool.Take().Lease!;
        var waiting = pool.TakeAsync();
        pool.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(waiting.IsCompleted);
        pool.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await waiting).Refusal!.Busy);
    }

    [Fact]
    public async Task ClientThatLeaves_LosesNoSlot()
    {
        using var pool = new TestPool(null, TestPool.Account("a", maxConcurrency: 1));
        var held = pool.Take().Lease!;
        using var leaving = new CancellationTokenSource();
        var gone = pool.Pool.LeaseAsync(pool.Request, TestPool.Untried, leaving.Token).AsTask();
        var next = pool.TakeAsync();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        held.Dispose();
        (await next).Lease!.Dispose();
        Assert.Equal(0, pool.Pool.InFlight("a"));
    }

    [Fact]
    public async Task AccountsThatFallIllWhileSomeoneWaits_RefuseAtOnce()
    {
        using var pool = new TestPool(null, TestPool.Account("a", maxConcurrency: 1));
        var held = pool.Take().Lease!;
        var waiting = pool.TakeAsync();
        held.Failed(TestPool.Ruling(FaultKind.QuotaExhausted, TimeSpan.FromHours(1)));
        var refusal = (await waiting).Refusal!;
        Assert.Equal((false, pool.Time.GetUtcNow() + TimeSpan.FromHours(1)), (refusal.Busy, refusal.EarliestRetry));
    }

    [Fact]
    public async Task ManyRequestsOnFewSlots_AllGetOne()
    {
        using var pool = new TestPool(new SchedulingConfig { MaxWait = TimeSpan.FromSeconds(600) }, TestPool.Account("a", maxConcurrency: 2), TestPool.Account("b", maxConcurrency: 3));
        var most = 0;
        await Task.WhenAll(Enumerable.Range(0, 500).Select(async _ =>
        {
            await Task.Yield();
            using var lease = (await pool.TakeAsync()).Lease!;
            Assert.InRange(pool.Pool.InFlight("a"), 0, 2);
            Assert.InRange(pool.Pool.InFlight("b"), 0, 3);
            Interlocked.Exchange(ref most, Math.Max(most, pool.Pool.InFlight("a") + pool.Pool.InFlight("b")));
            await Task.Yield();
        }));
        Assert.Equal((0, 0), (pool.Pool.InFlight("a"), pool.Pool.InFlight("b")));
        Assert.InRange(most, 1, 5);
    }
}
