using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AntigravityTools.Simulator.Hosting;

namespace AntigravityTools.Simulator.OAuth;

/// <summary>A service account's signed request for an access token (RFC 7523, RS256).</summary>
internal static class JwtAssertion
{
    public const string Grant = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private const long LongestLifetimeSeconds = 3600;

    /// <summary>The account that signed it; null when anything about it is wrong.</summary>
    public static string? Verify(string assertion, Exchange exchange)
    {
        try
        {
            return assertion.Split('.') is [var header, var claims, var signature] ? Verify(header, claims, signature, exchange) : null;
        }
        catch (Exception malformed) when (malformed is FormatException or JsonException or CryptographicException)
        {
            return null;
        }
    }

    private static string? Verify(string header, string claims, string signature, Exchange exchange)
    {
        using var head = JsonDocument.Parse(Base64Url.DecodeFromChars(header));
        using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(claims));
        var body = document.RootElement;
        var account = body.Text("iss") ?? "";
        var now = exchange.Now.ToUnixTimeSeconds();
        var (issued, expires) = (body.Int("iat") ?? 0, body.Int("exp") ?? 0);
        var timely = issued <= now + 60 && expires > now && expires - issued <= LongestLifetimeSeconds;
        var addressed = Uri.TryCreate(body.Text("aud"), UriKind.Absolute, out var audience) && audience.AbsolutePath == exchange.Request.Path;
        if (head.RootElement.Text("alg") != "RS256" || !timely || !addressed || exchange.State.Tokens.KeyOf(account) is not { } key)
        {
            return null;
        }
        using var rsa = RSA.Create();
        rsa.ImportFromPem(key);
        var data = Encoding.ASCII.GetBytes($"{header}.{claims}");
        return rsa.VerifyData(data, Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) ? account : null;
    }
}
