using System.Security.Cryptography;
using System.Text;
using AntigravityTools.Core.Storage;

namespace AntigravityTools.Testing.Contracts;

/// <summary>A protector with a random key of its own: AES-256-GCM, the context authenticated.</summary>
public sealed class AesProtector(string name = "test") : ISecretProtector
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public byte[] Protect(ReadOnlySpan<byte> secret, string context)
    {
        var data = new byte[NonceBytes + TagBytes + secret.Length];
        RandomNumberGenerator.Fill(data.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(_key, TagBytes);
        aes.Encrypt(data.AsSpan(0, NonceBytes), secret, data.AsSpan(NonceBytes + TagBytes), data.AsSpan(NonceBytes, TagBytes), Encoding.UTF8.GetBytes(context));
        return data;
    }

    /// <inheritdoc/>
    public byte[]? Unprotect(ReadOnlySpan<byte> data, string context)
    {
        if (data.Length < NonceBytes + TagBytes)
        {
            return null;
        }

        var secret = new byte[data.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(_key, TagBytes);
        try
        {
            aes.Decrypt(data[..NonceBytes], data[(NonceBytes + TagBytes)..], data.Slice(NonceBytes, TagBytes), secret, Encoding.UTF8.GetBytes(context));
            return secret;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
