using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace AntigravityTools.Server.Auth;

/// <summary>One-time tokens of the console's login link: each signs one browser in, within ten minutes. Only hashes are kept.</summary>
public sealed class LoginTokens(TimeProvider time)
{
    private const int Bytes = 32;
    private const int Most = 32;
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, DateTimeOffset> _ends = [];

    /// <summary>A new token, for <c>/login?token=…</c>. The oldest of too many stops working.</summary>
    public string Mint()
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        lock (_lock)
        {
            if (_ends.Count == Most)
            {
                _ends.Remove(_ends.MinBy(entry => entry.Value).Key);
            }

            _ends[HashOf(token)] = time.GetUtcNow() + Life;
        }

        return token;
    }

    /// <summary>True once for a token that has not ended.</summary>
    public bool Redeem(string token)
    {
        lock (_lock)
        {
            return _ends.Remove(HashOf(token), out var ends) && time.GetUtcNow() < ends;
        }
    }

    /// <summary>Looking a hash up tells by its time nothing of use about the secret.</summary>
    internal static string HashOf(string secret) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
