using AntigravityTools.Core.Configuration;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Tests.Accounts;

/// <summary>A month of requests on a virtual clock against accounts whose quotas come and go, some earlier than they said.</summary>
public sealed class ThirtyDaysTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(15);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void ThirtyDays_NobodyIsIdleAfterRecovery_AndNobodyIsAskedInsideACooldown(int seed)
    {
        var random = new Random(seed);
        using var pool = TestPool.Of(Strategy.Balance, "a", "b", "c", "d");
        var truths = pool.Request.Candidates.ToDictionary(id => id, _ => new Truth());
        var end = pool.Time.GetUtcNow() + TimeSpan.FromDays(30);
        var answered = 0;
        for (ulong turn = 0; pool.Time.GetUtcNow() < end; turn++)
        {
            pool.Time.Advance(Step);
            var now = pool.Time.GetUtcNow();
            foreach (var truth in truths.Values)
            {
                truth.Live(now, random);
            }

            if (pool.Take(conversation: turn).Lease is { } lease)
            {
                var truth = truths[lease.Account.Id];
                AssertAllowed(truth, lease.Probe, now);
                answered += truth.Answer(lease, now, random) ? 1 : 0;
                lease.Dispose();
            }

            Assert.All(truths, pair => Assert.True(
                pair.Value.IdleSince is not { } since || now - since <= Interval + Step + Step,
                $"{pair.Key} is idle since {pair.Value.IdleSince}, it is {now}."));
        }

        Assert.InRange(answered, 30_000, 129_600);
        Assert.All(truths.Values, truth => Assert.InRange(truth.Probes, 1, 30 * 24 * 4));
    }

    private static void AssertAllowed(Truth truth, bool probe, DateTimeOffset now)
    {
        if (truth.Stated is not { } stated || now >= stated.Until)
        {
            return;
        }

        Assert.True(probe, $"asked at {now}, stated until {stated.Until}");
        Assert.True(stated.Until - stated.Since > Interval, "a short hint was probed");
        Assert.True(now - (truth.LastProbe ?? stated.Since) >= Interval, "probed more than once in a quarter of an hour");
        truth.LastProbe = now;
        truth.Probes++;
    }

    /// <summary>What the provider knows of an account, and what it told.</summary>
    private sealed class Truth
    {
        private DateTimeOffset _exhaustedUntil;

        public (DateTimeOffset Since, DateTimeOffset Until)? Stated { get; private set; }

        public DateTimeOffset? LastProbe { get; set; }

        public int Probes { get; set; }

        /// <summary>Since when it could answer again but was told to be away; null where it is not idle.</summary>
        public DateTimeOffset? IdleSince { get; private set; }

        public void Live(DateTimeOffset now, Random random)
        {
            if (now < _exhaustedUntil)
            {
                // Now and then a quota comes back long before the time that was told.
                _exhaustedUntil = random.Next(400) == 0 ? now : _exhaustedUntil;
                return;
            }

            if (Stated is not null)
            {
                IdleSince ??= now;
            }
        }

        public bool Answer(Core.Accounts.AccountLease lease, DateTimeOffset now, Random random)
        {
            if (now >= _exhaustedUntil && random.Next(60) == 0)
            {
                _exhaustedUntil = now + TimeSpan.FromSeconds(random.Next(3) == 0 ? random.Next(60, 18_000) : random.Next(5, 600));
            }

            if (now >= _exhaustedUntil)
            {
                (Stated, IdleSince, LastProbe) = (null, null, null);
                lease.Succeeded();
                return true;
            }

            var since = Stated is { } before && before.Until > now ? before.Since : now;
            (Stated, IdleSince) = ((since, _exhaustedUntil), null);
            lease.Failed(TestPool.Ruling(FaultKind.QuotaExhausted, _exhaustedUntil - now));
            LastProbe = lease.Probe ? now : null;
            return false;
        }
    }
}
