using System.Net;

namespace AntigravityTools.Server.Auth;

/// <summary>Slows guessing down: five wrong secrets from one address within a minute close the login to it until the minute is over.</summary>
internal sealed class LoginThrottle(TimeProvider time)
{
    private const int Allowed = 5;
    private const int MostAddresses = 1000;
    private static readonly TimeSpan Span = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, (int Count, DateTimeOffset Ends)> _failures = [];

    /// <summary>How long an address still has to wait; null where it may try.</summary>
    public TimeSpan? WaitOf(IPAddress address)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            return _failures.TryGetValue(address, out var failed) && failed.Count >= Allowed && failed.Ends > now ? failed.Ends - now : null;
        }
    }

    /// <summary>Notes a wrong secret.</summary>
    public void Fail(IPAddress address)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (_failures.Count >= MostAddresses)
            {
                Forget(now);
            }

            var known = _failures.TryGetValue(address, out var failed) && failed.Ends > now;
            _failures[address] = known ? (failed.Count + 1, failed.Ends) : (1, now + Span);
        }
    }

    /// <summary>Forgets an address that has signed in.</summary>
    public void Succeed(IPAddress address)
    {
        lock (_lock)
        {
            _failures.Remove(address);
        }
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (address, failed) in _failures)
        {
            if (failed.Ends <= now)
            {
                _failures.Remove(address);
            }
        }

        if (_failures.Count >= MostAddresses)
        {
            _failures.Remove(_failures.MinBy(entry => entry.Value.Ends).Key);
        }
    }
}
