using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Verdicts;
using AntigravityTools.Protocols.Model;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace AntigravityTools.Storage.Sqlite.Tests;

/// <summary>What the pool knows of its accounts outlives the program.</summary>
public sealed class CooldownRestartTests : IAsyncDisposable
{
    private const string Model = "model-1";
    private readonly TemporaryDatabase _file = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Restart_KeepsCooldownsToTheInstant_AndProbesALongOneWhenItsTimeHasCome()
    {
        await RunAsync(async pool =>
        {
            await FailAsync(pool, "a", FaultKind.QuotaExhausted, TimeSpan.FromHours(5));
            await FailAsync(pool, "b", FaultKind.RateLimited, TimeSpan.FromMinutes(10));
            await FailAsync(pool, "c", FaultKind.Authentication, null);
        });
        _time.Advance(TimeSpan.FromMinutes(5));
        await RunAsync(async pool =>
        {
            Assert.Equal(
                [(AccountState.OutOfQuota, 295.0), (AccountState.CoolingDown, 5.0), (AccountState.NeedsReauth, null)],
                new[] { "a", "b", "c" }.Select(id => pool.StatusFor(id, Model)!).Select(status => (status.State, (status.Until - _time.GetUtcNow())?.TotalMinutes)));
            Assert.Null((await TakeAsync(pool)).Lease);
        });
        _time.Advance(TimeSpan.FromMinutes(10));
        await RunAsync(async pool =>
        {
            using var lease = (await TakeAsync(pool)).Lease!;
            Assert.Equal(("a", true), (lease.Account.Id, lease.Probe));
            lease.Succeeded();
        });
        await RunAsync(pool =>
        {
            Assert.Equal(AccountState.Ready, pool.StatusFor("a", Model)!.State);
            Assert.Equal(AccountState.NeedsReauth, pool.StatusFor("c", Model)!.State);
            return Task.CompletedTask;
        });
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private async Task RunAsync(Func<AccountPool, Task> life)
    {
        await _file.ReopenAsync();
        using var pool = new AccountPool(() => new SchedulingConfig { MaxWait = TimeSpan.Zero }, _time);
        pool.SetAccounts([.. new[] { "a", "b", "c" }.Select(AccountFor)]);
        await using var keeper = new CooldownKeeper(pool, new SqlitePoolCoordinator(_file.Database, _time), NullLogger<CooldownKeeper>.Instance);
        await keeper.StartAsync(TestContext.Current.CancellationToken);
        await life(pool);
    }

    private static async Task FailAsync(AccountPool pool, string id, FaultKind kind, TimeSpan? hint)
    {
        using var lease = (await TakeAsync(pool, id)).Lease!;
        lease.Failed(VerdictClassifier.Rule(new Fault { Kind = kind, Message = "It failed.", RetryAfter = hint }));
    }

    private static ValueTask<LeaseResult> TakeAsync(AccountPool pool, params string[] ids) => pool.LeaseAsync(
        new LeaseRequest { Candidates = ids.Length == 0 ? ["a", "b", "c"] : [.. ids], Model = Model }, new HashSet<string>(), TestContext.Current.CancellationToken);

    private static Account AccountFor(string id) => new()
    {
        Id = id, Provider = "openai-compatible", Name = id, BaseUrl = new Uri("https://example.com"), Credential = new Credential.ApiKey("sk-" + id),
        Protocols = [Protocol.OpenAIChat], CreatedAt = DateTimeOffset.UnixEpoch,
    };
}
