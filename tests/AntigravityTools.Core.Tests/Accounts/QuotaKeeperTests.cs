using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage.InMemory;
using AntigravityTools.Protocols.Model;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace AntigravityTools.Core.Tests.Accounts;

public sealed class QuotaKeeperTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));
    private readonly InMemoryQuotaStore _store = new();

    [Fact]
    public async Task Readings_SurviveARestart()
    {
        var reading = Reading("tokens", "gpt-5.4", 100, 25);
        using (var pool = Pool())
        {
            await using var keeper = await KeeperAsync(pool);
            pool.Observe("acc_1", reading);
        }

        using var next = Pool();
        await using var again = await KeeperAsync(next);

        Assert.Equal(reading, Assert.Single(next.QuotaOf("acc_1")));
    }

    [Fact]
    public void SameLimitOfTwoModels_IsTwoReadings()
    {
        using var pool = Pool();
        pool.Observe("acc_1", Reading("tokens", "a", 100, 25));
        pool.Observe("acc_1", Reading("tokens", "b", 100, 75));
        pool.Observe("acc_1", Reading("tokens", "a", 100, 20));
        Assert.Equal([0.2, 0.75], pool.QuotaOf("acc_1").Select(reading => reading.Fraction!.Value));
    }

    [Fact]
    public void ReadingWhoseResetHasPassed_SaysNothingOfWhatIsLeft()
    {
        using var pool = Pool();
        pool.Observe("acc_1", Reading("tokens", null, 100, 0));
        _time.Advance(TimeSpan.FromMinutes(2));
        var reading = Assert.Single(pool.QuotaOf("acc_1"));
        Assert.Null(reading.Remaining);
        Assert.Null(reading.Fraction);
        Assert.Equal(100, reading.Limit);
    }

    private async Task<QuotaKeeper> KeeperAsync(AccountPool pool)
    {
        var keeper = new QuotaKeeper(pool, _store, _time, NullLogger<QuotaKeeper>.Instance);
        await keeper.StartAsync(TestContext.Current.CancellationToken);
        return keeper;
    }

    private AccountPool Pool()
    {
        var pool = new AccountPool(() => GatewayConfig.Default.Scheduling, _time);
        pool.SetAccounts([new Account
        {
            Id = "acc_1", Provider = "openai", Name = "one", BaseUrl = new Uri("https://example.test"), Credential = new Credential.None(), Protocols = [Protocol.OpenAIChat],
            CreatedAt = DateTimeOffset.UnixEpoch,
        }]);
        return pool;
    }

    private QuotaReading Reading(string name, string? model, double limit, double remaining) => new()
    {
        Name = name, Model = model, Limit = limit, Remaining = remaining, Source = "header", ObservedAt = _time.GetUtcNow(), ResetsAt = _time.GetUtcNow().AddMinutes(1),
    };
}
