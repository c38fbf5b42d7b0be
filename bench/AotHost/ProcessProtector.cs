using System.Security.Cryptography;
using System.Text;
using AntigravityTools.Core.Storage;

namespace AotHost;

/// <summary>Encrypts with a key that lives as long as the process.</summary>
internal sealed class ProcessProtector : ISecretProtector
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    public string Name => "process";

    public byte[] Protect(ReadOnlySpan<byte> secret, string context)
    {
        var data = new byte[12 + 16 + secret.Length];
        RandomNumberGenerator.Fill(data.AsSpan(0, 12));
        using var aes = new AesGcm(_key, 16);
        aes.Encrypt(data.AsSpan(0, 12), secret, data.AsSpan(28), data.AsSpan(12, 16), Encoding.UTF8.GetBytes(context));
        return data;
    }

    public byte[]? Unprotect(ReadOnlySpan<byte> data, string context)
    {
        var secret = new byte[data.Length - 28];
        using var aes = new AesGcm(_key, 16);
        aes.Decrypt(data[..12], data[28..], data[12..28], secret, Encoding.UTF8.GetBytes(context));
        return secret;
    }
}
