using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Tests.Accounts;

public sealed class CooldownTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void ShortHint_IsHonouredInFullAndNeverProbed()
    {
        using var pool = TestPool.Of(Strategy.Balance, "a");
        pool.Fail("a", TestPool.Ruling(FaultKind.RateLimited, TimeSpan.FromMinutes(15)));
        for (var second = 0; second < 15 * 60; second += 30)
        {
            Assert.Null(pool.Take().Lease);
            pool.Time.Advance(TimeSpan.FromSeconds(30));
        }

        Assert.NotNull(pool.Take().Lease);
    }

    [Fact]
    public void LongHint_IsTestedByOneRequestPerQuarter_AndASuccessEndsIt()
    {
        using var pool = TestPool.Of(Strategy.Balance, "a", "b");
        pool.Fail("a", TestPool.Ruling(FaultKind.QuotaExhausted, TimeSpan.FromHours(5)));
        Assert.All(Enumerable.Range(0, 20), _ => Assert.Equal("b", pool.TakenId()));
        pool.Time.Advance(TimeSpan.FromMinutes(15));
        var probe = pool.Take().Lease!;
        Assert.Equal(("a", true), (probe.Account.Id, probe.Probe));
        Assert.All(Enumerable.Range(0, 20), _ => Assert.Equal("b", pool.TakenId()));
        probe.Failed(TestPool.Ruling(FaultKind.QuotaExhausted));
        probe.Dispose();
        Assert.Equal(TimeSpan.FromHours(5) - TimeSpan.FromMinutes(15), Until(pool, "a") - pool.Time.GetUtcNow());
        Assert.All(Enumerable.Range(0, 20), _ => Assert.Equal("b", pool.TakenId()));

        pool.Time.Advance(TimeSpan.FromMinutes(15));
        using var second = pool.Take().Lease!;
        Assert.True(second.Probe);
        second.Succeeded();
        Assert.Equal(AccountState.Ready, pool.StateOf("a"));
    }

    [Fact]
    public void Probe_ThatTellsNothing_LeavesItsTurnToTheNext()
    {
        using var pool = TestPool.Of(Strategy.Balance, "a", "b");
        pool.Fail("a", TestPool.Ruling(FaultKind.QuotaExhausted, TimeSpan.FromHours(5)));
        pool.Time.Advance(TimeSpan.FromMinutes(15));
        pool.Take().Lease!.Dispose();
        Assert.True(pool.Take().Lease is { Probe: true, Account.Id: "a" });
    }

    [Fact]
    public void Probe_ThatHearsANewHint_TakesItOver()
    {
        using var pool = TestPool.Of(Strategy.Balance, "a");
        pool.Fail("a", TestPool.Ruling(FaultKind.QuotaExhausted, TimeSpan.FromHours(5)));
        pool.Time.Advance(TimeSpan.FromMinutes(15));
        pool.Fail("a", TestPool.Ruling(FaultKind.QuotaExhausted, TimeSpan.FromMinutes(3)));
        Assert.Equal(TimeSpan.FromMinutes(3), Until(pool, "a") - pool.Time.GetUtcNow());
    }

    [Fact]
    public void RateWithoutHint_WaitsUpToTwiceAsLongEachTime_UpToAMinute()
    {
        using var pool = TestPool.Of(Strategy.Balance, "a");
        foreach (var most in (int[])[1, 2, 4, 8, 16, 32, 60, 60])
        {
            pool.Fail("a", TestPool.Ruling(FaultKind.RateLimited));
            var wait = Until(pool, "a") - pool.Time.GetUtcNow();
            Assert.InRange(wait, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(most));
            pool.Time.Advance(wait);
        }
    }

    [Fact]
    public void QuotaWithoutHint_ClimbsItsLadder()
    {
        using var pool = TestPool.Of(Strategy.Balance, "a");
        foreach (var minutes in (int[])[1, 5, 30, 120, 120])
        {
            pool.Fail("a", TestPool.Ruling(FaultKind.QuotaExhausted));
            Assert.Equal(TimeSpan.FromMinutes(minutes), Until(pool, "a") - pool.Time.GetUtcNow());
            pool.Time.Advance(TimeSpan.FromMinutes(minutes));
        }
    }

    [Fact]
    public void Success_AfterItsEnd_StartsTheLadderAnew()
    {
        using var pool = TestPool.Of(Strategy.Balance, "a");
        pool.Fail("a", TestPool.Ruling(FaultKind.QuotaExhausted));
        pool.Time.Advance(TimeSpan.FromMinutes(1));
        using (var lease = pool.Take().Lease!)
        {
            lease.Succeeded();
        }

        pool.Fail("a", TestPool.Ruling(FaultKind.QuotaExhausted));
        Assert.Equal(TimeSpan.FromMinutes(1), Until(pool, "a") - pool.Time.GetUtcNow());
    }

    [Fact]
    public void FailuresThatWereOnTheirWay_NeitherShortenNorClimb()
    {
        using var pool = TestPool.Of(Strategy.Balance, "a");
        var leases = Enumerable.Range(0, 10).Select(_ => pool.Take().Lease!).ToList();
        leases[0].Failed(TestPool.Ruling(FaultKind.QuotaExhausted, TimeSpan.FromHours(1)));
        var until = Until(pool, "a");
        leases[1].Failed(TestPool.Ruling(FaultKind.RateLimited, Second));
        leases[2].Failed(TestPool.Ruling(FaultKind.QuotaExhausted));
        leases[3].Succeeded();
        Assert.Equal(until, Until(pool, "a"));
        leases.ForEach(lease => lease.Dispose());
        Assert.Null(pool.Take().Lease);
    }

    [Fact]
    public void Model_CoolsAlone()
    {
        using var pool = TestPool.Of(Strategy.Balance, "a");
        pool.Fail("a", TestPool.Ruling(FaultKind.Overloaded));
        Assert.Equal((AccountState.CoolingDown, AccountState.Ready), (pool.StateOf("a"), pool.StateOf("a", "model-2")));
        pool.Request = pool.Request with { Model = "model-2" };
        Assert.Equal("a", pool.TakenId());
    }

    [Fact]
    public void FiveFailuresInARow_OpenTheCircuit_AndOneRequestTestsIt()
    {
        using var pool = TestPool.Of(Strategy.Balance, "a", "b");
        for (var i = 0; i < 4; i++)
        {
            pool.Fail("a", TestPool.Ruling(FaultKind.Upstream));
            Assert.Equal(AccountState.Ready, pool.StateOf("a"));
        }

        pool.Fail("a", TestPool.Ruling(FaultKind.Upstream));
        Assert.Equal(AccountState.CircuitOpen, pool.StateOf("a"));
        pool.Time.Advance(TimeSpan.FromSeconds(30));
        var probe = pool.Take().Lease!;
        Assert.Equal(("a", true), (probe.Account.Id, probe.Probe));
        Assert.All(Enumerable.Range(0, 10), _ => Assert.Equal("b", pool.TakenId()));
        probe.Failed(TestPool.Ruling(FaultKind.Upstream));
        probe.Dispose();
        pool.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("b", pool.TakenId());
        pool.Time.Advance(TimeSpan.FromSeconds(30));
        using var second = pool.Take().Lease!;
        Assert.Equal("a", second.Account.Id);
        second.Succeeded();
        Assert.Equal(AccountState.Ready, pool.StateOf("a"));
    }

    [Fact]
    public void SuccessBetween_KeepsTheCircuitClosed()
    {
        using var pool = TestPool.Of(Strategy.Balance, "a");
        for (var i = 0; i < 20; i++)
        {
            pool.Fail("a", TestPool.Ruling(FaultKind.Network));
            if (i % 4 == 3)
            {
                using var lease = pool.Take().Lease!;
                lease.Succeeded();
            }
        }

        Assert.Equal(AccountState.Ready, pool.StateOf("a"));
    }

    [Fact]
    public void NeedsReauth_StaysUntilAPersonActs()
    {
        using var pool = TestPool.Of(Strategy.Balance, "a");
        pool.Fail("a", TestPool.Ruling(FaultKind.Authentication));
        pool.Time.Advance(TimeSpan.FromDays(40));
        var refusal = pool.Take().Refusal!;
        Assert.Equal((AccountState.NeedsReauth, null), (pool.StateOf("a"), refusal.EarliestRetry));
        pool.Pool.Confirm("a");
        Assert.Equal("a", pool.TakenId());
    }

    [Fact]
    public void Confirmation_ByAFreeCheck_LeavesQuotasAlone()
    {
        using var pool = TestPool.Of(Strategy.Balance, "a");
        pool.Fail("a", TestPool.Ruling(FaultKind.QuotaExhausted, TimeSpan.FromHours(1)));
        pool.Pool.Confirm("a");
        Assert.Equal(AccountState.OutOfQuota, pool.StateOf("a"));
        pool.Pool.Reset("a");
        Assert.Equal(AccountState.Ready, pool.StateOf("a"));
    }

    [Fact]
    public void NoAccess_IsCheckedAgainAfterTenMinutes()
    {
        using var pool = TestPool.Of(Strategy.Balance, "a");
        pool.Fail("a", TestPool.Ruling(FaultKind.Permission));
        Assert.Equal((AccountState.NoAccess, AccountState.Ready), (pool.StateOf("a"), pool.StateOf("a", "model-2")));
        pool.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("a", pool.TakenId());
    }

    [Fact]
    public void EndOfACooldown_IsToldWithoutAnyRequest()
    {
        using var pool = TestPool.Of(Strategy.Balance, "a", "b");
        pool.Fail("a", TestPool.Ruling(FaultKind.RateLimited, TimeSpan.FromSeconds(10)));
        var told = new List<string>();
        pool.Pool.Changed += told.Add;
        pool.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(["a"], told);
    }

    private static DateTimeOffset Until(TestPool pool, string id) => pool.Pool.Snapshot.ById[id].Runtime.BackFor(TestPool.Model, pool.Time.GetUtcNow())!.Value;
}
