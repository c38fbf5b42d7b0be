using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace AntigravityTools.Server.Auth;

/// <summary>A secret as a client presented it, with its digest.</summary>
internal sealed class PresentedSecret
{
    private readonly char[] _text;
    private readonly byte[] _digest;

    public PresentedSecret(ReadOnlySpan<char> text)
    {
        _text = text.ToArray();
        _digest = new byte[SHA256.HashSizeInBytes];
        if (!SecretHash.TryDigest(text, _digest))
        {
            (_text, _digest) = ([], []);
        }
    }

    /// <summary>Nothing presented yet.</summary>
    public static PresentedSecret None { get; } = new([]);

    /// <summary>The digest; empty where the text is too long to be a secret.</summary>
    public ReadOnlySpan<byte> Digest => _digest;

    /// <summary>True where it is this text; in constant time for texts of one length.</summary>
    public bool Is(ReadOnlySpan<char> text) =>
        _text.Length > 0 && CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(text), MemoryMarshal.AsBytes<char>(_text));
}
