using System.Collections.Immutable;
using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Verdicts;
using AntigravityTools.Protocols.Model;
using Microsoft.Extensions.Time.Testing;

namespace AntigravityTools.Core.Tests.Accounts;

/// <summary>A pool on a clock that the test moves, with accounts named a, b, c …</summary>
internal sealed class TestPool : IDisposable
{
    public const string Model = "model-1";
    public static readonly IReadOnlySet<string> Untried = new HashSet<string>();

    public TestPool(SchedulingConfig? config = null, params Account[] accounts)
    {
        Config = config ?? new SchedulingConfig();
        Pool = new AccountPool(() => Config, Time, new Random(1));
        Pool.SetAccounts(accounts);
        Request = new LeaseRequest { Candidates = [.. accounts.Select(account => account.Id)], Model = Model };
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));

    public SchedulingConfig Config { get; set; }

    public AccountPool Pool { get; }

    public LeaseRequest Request { get; set; }

    public static TestPool Of(Strategy strategy, params string[] ids) => new(new SchedulingConfig { Strategy = strategy }, [.. ids.Select(id => Account(id))]);

    public static Account Account(string id, int? maxConcurrency = null, int priority = 0, double weight = 1) => new()
    {
        Id = id, Provider = "openai-compatible", Name = "Account " + id, BaseUrl = new Uri("https://" + id + ".example.com"),
        Credential = new Credential.ApiKey("sk-" + id), Protocols = [Protocol.OpenAIChat], MaxConcurrency = maxConcurrency,
        Priority = priority, Weight = weight, CreatedAt = DateTimeOffset.UnixEpoch,
    };

    public static ConversationId Conversation(ulong number) => new(number, number);

    public static Ruling Ruling(FaultKind kind, TimeSpan? hint = null) =>
        VerdictClassifier.Rule(new Fault { Kind = kind, Message = "It failed.", RetryAfter = hint });

    public LeaseResult Take(ulong? conversation = null, params string[] tried) => TakeAsync(conversation, tried) is { IsCompleted: true } done
        ? done.GetAwaiter().GetResult()
        : throw new InvalidOperationException("The request waits.");

    public Task<LeaseResult> TakeAsync(ulong? conversation = null, params string[] tried) => Pool.LeaseAsync(
        conversation is { } number ? Request with { Conversation = Conversation(number) } : Request,
        tried.Length == 0 ? Untried : tried.ToHashSet(), TestContext.Current.CancellationToken).AsTask();

    /// <summary>The account that a request gets; its slot is given back at once.</summary>
    public string? TakenId(ulong? conversation = null, params string[] tried)
    {
        var result = Take(conversation, tried);
        result.Lease?.Dispose();
        return result.Lease?.Account.Id;
    }

    /// <summary>Lets an account fail as a request would report it.</summary>
    public void Fail(string id, Ruling ruling)
    {
        var only = Request with { Candidates = [id] };
        using var lease = Pool.LeaseAsync(only, Untried, TestContext.Current.CancellationToken).AsTask().GetAwaiter().GetResult().Lease
            ?? throw new InvalidOperationException($"{id} is not to be had.");
        lease.Failed(ruling);
    }

    public AccountState StateOf(string id, string? model = Model) => AccountStatusReader.StandingOf(Pool.Snapshot.ById[id], model, Time.GetUtcNow()).State;

    public void Observe(string id, double limit, double remaining, TimeSpan resets)
    {
        using var lease = Pool.LeaseAsync(Request with { Candidates = [id] }, Untried, TestContext.Current.CancellationToken).AsTask().GetAwaiter().GetResult().Lease;
        lease!.Observed(new QuotaReading
        {
            Name = "requests", Limit = limit, Remaining = remaining, ResetsAt = Time.GetUtcNow() + resets, Source = "test", ObservedAt = Time.GetUtcNow(),
        });
        lease.Succeeded();
    }

    public void Dispose() => Pool.Dispose();
}
