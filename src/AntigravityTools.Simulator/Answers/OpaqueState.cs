using System.Security.Cryptography;
using System.Text;
using AntigravityTools.Simulator.Hosting;

namespace AntigravityTools.Simulator.Answers;

/// <summary>
/// Signatures and encrypted reasoning: opaque to the caller, recognised when they come back to the provider and the account that made them.
/// An account is a credential, or the login behind an access token.
/// </summary>
internal static class OpaqueState
{
    private const int DigestLength = 32;

    /// <summary>Seals content for the account that asks.</summary>
    public static string Make(Exchange exchange, string provider, string content) =>
        Convert.ToBase64String([.. Head(provider), .. Digest(Owner(exchange)), .. Digest(content)]);

    /// <summary>True where the value was made here for the account that sends it.</summary>
    public static bool IsFrom(Exchange exchange, string provider, string value) => TryOpen(provider, value) is { } sealedBytes
        && sealedBytes.AsSpan(0, DigestLength).SequenceEqual(Digest(Owner(exchange)));

    /// <summary>True where it also seals that very content.</summary>
    public static bool Seals(string provider, string value, string content) => TryOpen(provider, value) is { } sealedBytes
        && sealedBytes.AsSpan(DigestLength).SequenceEqual(Digest(content));

    private static byte[]? TryOpen(string provider, string value)
    {
        var buffer = new byte[value.Length];
        var head = Head(provider);
        return Convert.TryFromBase64String(value, buffer, out var length) && length == head.Length + (2 * DigestLength) && buffer.AsSpan().StartsWith(head)
            ? buffer[head.Length..length]
            : null;
    }

    private static string Owner(Exchange exchange)
    {
        var credential = exchange.Request.Credential ?? "";
        return exchange.State.Tokens.EmailOf(credential) ?? credential;
    }

    private static byte[] Head(string provider) => Encoding.ASCII.GetBytes($"simulator/{provider}/");

    private static byte[] Digest(string content) => SHA256.HashData(Encoding.UTF8.GetBytes(content));
}
