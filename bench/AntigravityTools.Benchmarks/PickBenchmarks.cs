using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;
using BenchmarkDotNet.Attributes;

namespace AntigravityTools.Benchmarks;

/// <summary>Picking an account and giving it back, alone and while cooldowns change a thousand times a second.</summary>
[MemoryDiagnoser]
public class PickBenchmarks : IDisposable
{
    private static readonly HashSet<string> Untried = [];
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(1);
    private AccountPool _pool = null!;
    private LeaseRequest _request = null!;
    private CancellationTokenSource _stop = null!;
    private Task _churn = Task.CompletedTask;
    private ulong _conversation;

    /// <summary>Accounts in the pool; every sixteenth one is at most busy with four requests.</summary>
    [Params(10, 10_000)]
    public int Accounts { get; set; }

    /// <summary>The strategy.</summary>
    [Params(Strategy.Balance, Strategy.PerformanceFirst, Strategy.Priority)]
    public Strategy Strategy { get; set; }

    /// <summary>Cooldown changes a second while picking.</summary>
    [Params(0, 1_000)]
    public int ChangesPerSecond { get; set; }

    /// <summary>Fills the pool and starts the changes.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var config = new SchedulingConfig { Strategy = Strategy };
        _pool = new AccountPool(() => config, TimeProvider.System, new Random(1));
        _pool.SetAccounts([.. Enumerable.Range(0, Accounts).Select(AccountFor)]);
        _request = new LeaseRequest { Candidates = [.. Enumerable.Range(0, Accounts).Select(number => $"acc{number}")], Model = "model-1" };
        _stop = new CancellationTokenSource();
        _churn = ChangesPerSecond == 0 ? Task.CompletedTask : Task.Run(ChurnAsync);
    }

    /// <summary>Stops the changes.</summary>
    [GlobalCleanup]
    public async Task CleanupAsync()
    {
        await _stop.CancelAsync();
        await _churn;
        Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop?.Dispose();
        _pool?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A request without a conversation: the strategy alone decides.</summary>
    [Benchmark]
    public string? Pick() => Take(_request);

    /// <summary>A new conversation each time: the strategy decides and the binding is kept.</summary>
    [Benchmark]
    public string? PickForNewConversation() => Take(_request with { Conversation = new ConversationId(++_conversation, 1) });

    /// <summary>The same conversation each time: its binding decides.</summary>
    [Benchmark]
    public string? PickForKnownConversation() => Take(_request with { Conversation = new ConversationId(0, 0) });

    private string? Take(LeaseRequest request)
    {
        var pending = _pool.LeaseAsync(request, Untried, CancellationToken.None);
        using var lease = pending.IsCompletedSuccessfully ? pending.GetAwaiter().GetResult().Lease : null;
        return lease?.Account.Id;
    }

    private async Task ChurnAsync()
    {
        var random = new Random(2);
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        for (var done = 0L; !_stop.IsCancellationRequested;)
        {
            for (var due = (long)(time.GetElapsedTime(started).TotalSeconds * ChangesPerSecond); done < due; done++)
            {
                var now = time.GetUtcNow();
                _pool.Report(new Cooldown
                {
                    AccountId = $"acc{random.Next(Accounts)}", Model = "model-1", State = AccountState.CoolingDown, Reason = "Slow down.",
                    Since = now, Until = now + TimeSpan.FromMilliseconds(random.Next(1, Accounts < 100 ? 5 : 3000)),
                });
            }

            await Task.Delay(Pace, time);
        }
    }

    private static Account AccountFor(int number) => new()
    {
        Id = $"acc{number}", Provider = "openai-compatible", Name = $"Account {number}", BaseUrl = new Uri("https://example.com"),
        Credential = new Credential.ApiKey("sk"), Protocols = [Protocol.OpenAIChat], Priority = number % 4,
        MaxConcurrency = number % 16 == 0 ? 4 : null, CreatedAt = DateTimeOffset.UnixEpoch,
    };
}
