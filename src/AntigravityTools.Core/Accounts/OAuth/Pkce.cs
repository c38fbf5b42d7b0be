using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace AntigravityTools.Core.Accounts.OAuth;

/// <summary>The proof that whoever redeems a code is who asked for it (RFC 7636, S256).</summary>
/// <param name="Verifier">Kept, and sent with the code.</param>
/// <param name="Challenge">Sent with the authorisation request.</param>
public sealed record Pkce(string Verifier, string Challenge)
{
    /// <summary>A new one: 256 bits of randomness.</summary>
    public static Pkce New()
    {
        var verifier = Random();
        return new Pkce(verifier, Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))));
    }

    /// <summary>256 random bits as text that needs no escaping.</summary>
    public static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <inheritdoc/>
    public override string ToString() => "pkce";
}
