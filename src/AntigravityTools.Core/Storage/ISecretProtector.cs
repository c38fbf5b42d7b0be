namespace AntigravityTools.Core.Storage;

/// <summary>Encrypts credentials for rest with authenticated encryption; where its key lives is the protector's business.</summary>
public interface ISecretProtector
{
    /// <summary>The name stored with the data: <c>keyfile</c>, <c>dpapi</c>, <c>keychain</c>, <c>libsecret</c>.</summary>
    string Name { get; }

    /// <summary>Encrypts; <paramref name="context"/> binds the text to its place (the account's id), so that rows can not be swapped.</summary>
    byte[] Protect(ReadOnlySpan<byte> secret, string context);

    /// <summary>Decrypts, or returns null where the key is not there or the bytes were changed.</summary>
    byte[]? Unprotect(ReadOnlySpan<byte> data, string context);
}
