using System.Security.Cryptography;
using System.Text;
using AntigravityTools.Core.Storage;

namespace AntigravityTools.App.Platform;

/// <summary>AES-256-GCM with a random nonce; the context is authenticated with it. The key lies in a file of its own, so the database alone reveals nothing.</summary>
internal sealed class KeyFileProtector : ISecretProtector, IPortableKey
{
    private const byte Form = 1;
    private const int KeyBytes = 32;
    private static readonly int NonceBytes = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagBytes = AesGcm.TagByteSizes.MaxSize;
    private readonly string? _path;
    private volatile byte[] _key;

    private KeyFileProtector(byte[] key, string? path = null) => (_key, _path) = (key, path);

    /// <inheritdoc/>
    public string Name => "keyfile";

    /// <summary>A protector whose key is never written.</summary>
    public static KeyFileProtector Ephemeral() => new(RandomNumberGenerator.GetBytes(KeyBytes));

    /// <summary>Reads the key, or makes one where there is no file. A file that holds no key is an error, never overwritten.</summary>
    public static (KeyFileProtector? Protector, string? Error) Open(string path)
    {
        if (!File.Exists(path))
        {
            var fresh = new KeyFileProtector(RandomNumberGenerator.GetBytes(KeyBytes), path);
            fresh.Save();
            return (fresh, null);
        }

        var key = new byte[KeyBytes];
        return Convert.TryFromBase64String(File.ReadAllText(path).Trim(), key, out var read) && read == KeyBytes
            ? (new KeyFileProtector(key, path), null)
            : (null, $"'{path}' does not hold the key that encrypts the accounts. Restore it from a backup, or move it away and enter the accounts' credentials again.");
    }

    /// <inheritdoc/>
    public byte[] Export() => [.. _key];

    /// <inheritdoc/>
    public bool Import(ReadOnlySpan<byte> key)
    {
        if (key.Length != KeyBytes)
        {
            return false;
        }

        _key = key.ToArray();
        Save();
        return true;
    }

    /// <inheritdoc/>
    public byte[] Protect(ReadOnlySpan<byte> secret, string context)
    {
        var data = new byte[1 + NonceBytes + TagBytes + secret.Length];
        data[0] = Form;
        var (nonce, tag, text) = Parts(data);
        RandomNumberGenerator.Fill(nonce.Span);
        using var aes = new AesGcm(_key, TagBytes);
        aes.Encrypt(nonce.Span, secret, text.Span, tag.Span, Encoding.UTF8.GetBytes(context));
        return data;
    }

    /// <inheritdoc/>
    public byte[]? Unprotect(ReadOnlySpan<byte> data, string context)
    {
        if (data.Length < 1 + NonceBytes + TagBytes || data[0] != Form)
        {
            return null;
        }

        var (nonce, tag, text) = Parts(data.ToArray());
        var secret = new byte[text.Length];
        using var aes = new AesGcm(_key, TagBytes);
        try
        {
            aes.Decrypt(nonce.Span, text.Span, tag.Span, secret, Encoding.UTF8.GetBytes(context));
            return secret;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private void Save()
    {
        if (_path is not null)
        {
            PrivateFile.Write(_path, Convert.ToBase64String(_key) + "\n");
        }
    }

    private static (Memory<byte> Nonce, Memory<byte> Tag, Memory<byte> Text) Parts(byte[] data)
    {
        var rest = data.AsMemory(1);
        return (rest[..NonceBytes], rest.Slice(NonceBytes, TagBytes), rest[(NonceBytes + TagBytes)..]);
    }
}
