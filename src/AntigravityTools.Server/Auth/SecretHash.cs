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
        Span<byte> bytes = stackalloc byte[MaxBytes];
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        if (_hash is null || !Encoding.UTF8.TryGetBytes(presented, bytes, out var length))
        {
            return false;
        }

        SHA256.HashData(bytes[..length], digest);
        return CryptographicOperations.FixedTimeEquals(digest, _hash);
    }
}
