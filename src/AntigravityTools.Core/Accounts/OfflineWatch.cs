namespace AntigravityTools.Core.Accounts;

/// <summary>
/// Tells a machine without network from a provider that is down: connections to two different hosts fail within five seconds and none
/// succeeds. Then no account is to blame, and what was held against them in that time is taken back.
/// </summary>
public sealed class OfflineWatch(TimeProvider time)
{
    private const int MostKept = 256;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);
    private readonly Lock _lock = new();
    private readonly Queue<(string Host, string AccountId, DateTimeOffset At)> _failures = new();
    private volatile bool _any;

    /// <summary>Notes a connection that could not be made.</summary>
    /// <param name="host">The host's name.</param>
    /// <param name="accountId">The account that it was for.</param>
    /// <returns>The accounts to forgive where the machine is offline, this one among them; empty where it is not known to be.</returns>
    public IReadOnlyCollection<string> ConnectFailed(string host, string accountId)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            while (_failures.TryPeek(out var oldest) && (now - oldest.At > Window || _failures.Count >= MostKept))
            {
                _failures.Dequeue();
            }

            _failures.Enqueue((host, accountId, now));
            _any = true;
            return _failures.Any(failure => !failure.Host.Equals(host, StringComparison.OrdinalIgnoreCase))
                ? _failures.Select(failure => failure.AccountId).ToHashSet()
                : [];
        }
    }

    /// <summary>Notes that a provider answered: the network is there.</summary>
    public void Connected()
    {
        if (_any)
        {
            lock (_lock)
            {
                _failures.Clear();
                _any = false;
            }
        }
    }

    /// <summary>The first instant of the failures that count now.</summary>
    public DateTimeOffset Since => time.GetUtcNow() - Window;
}
