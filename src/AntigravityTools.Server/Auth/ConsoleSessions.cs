using System.Buffers.Text;
using System.Security.Cryptography;

namespace AntigravityTools.Server.Auth;

/// <summary>Browsers that are signed in to the console. Sessions live in this process, end after a week without use, and are few.</summary>
internal sealed class ConsoleSessions(TimeProvider time)
{
    private const int Bytes = 32;
    private const int Most = 64;
    private static readonly TimeSpan Idle = TimeSpan.FromDays(7);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, DateTimeOffset> _lastUse = [];

    /// <summary>Signs a browser in; returns what its cookie holds. The longest unused of too many is signed out.</summary>
    public string Open()
    {
        var session = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        lock (_lock)
        {
            if (_lastUse.Count == Most)
            {
                _lastUse.Remove(_lastUse.MinBy(entry => entry.Value).Key);
            }

            _lastUse[LoginTokens.HashOf(session)] = time.GetUtcNow();
        }

        return session;
    }

    /// <summary>True for a session that is open; notes its use.</summary>
    public bool Use(string session)
    {
        var key = LoginTokens.HashOf(session);
        lock (_lock)
        {
            if (!_lastUse.TryGetValue(key, out var last))
            {
                return false;
            }

            var now = time.GetUtcNow();
            if (now - last < Idle)
            {
                _lastUse[key] = now;
                return true;
            }

            _lastUse.Remove(key);
            return false;
        }
    }

    /// <summary>Signs a browser out.</summary>
    public void Close(string session)
    {
        lock (_lock)
        {
            _lastUse.Remove(LoginTokens.HashOf(session));
        }
    }
}
