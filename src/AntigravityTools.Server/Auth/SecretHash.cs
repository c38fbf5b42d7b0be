using System.Security.Cryptography;
using System.Text;

namespace AntigravityTools.Server.Auth;

/// <summary>A secret as the hash it is compared by: equal length and constant time, whatever is presented.</summary>
internal sealed class SecretHash
{
    private const int MaxBytes = 1024;

    private readonly byte[]? _hash;

    /// <summary>Of an empty secret, nothing is the equal.</summary>
    public SecretHash(string? secret)
    {
        Secret = secret ?? "";
        _hash = Secret.Length == 0 ? null : SHA256.HashData(Encoding.UTF8.GetBytes(Secret));
    }

    /// <summary>The secret itself, to see whether the configuration has changed.</summary>
    public string Secret { get; }

    /// <summary>True where the presented text is the secret.</summary>
    public bool Matches(ReadOnlySpan<char> presented)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        return TryDigest(presented, digest) && MatchesDigest(digest);
    }

    /// <summary>Hashes what was presented, to be compared with several secrets; false where it is too long to be one.</summary>
    public static bool TryDigest(ReadOnlySpan<char> presented, Span<byte> digest)
    {
        Span<byte> bytes = stackalloc byte[MaxBytes];
        if (!Encoding.UTF8.TryGetBytes(presented, bytes, out var length))
        {
            return false;
        }

        SHA256.HashData(bytes[..length], digest);
        return true;
    }

    /// <summary>True where <see cref="TryDigest"/> of the secret gives this digest.</summary>
    public bool MatchesDigest(ReadOnlySpan<byte> digest) => _hash is not null && CryptographicOperations.FixedTimeEquals(digest, _hash);
}
