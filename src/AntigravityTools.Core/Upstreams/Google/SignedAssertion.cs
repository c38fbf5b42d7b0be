using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace AntigravityTools.Core.Upstreams.Google;

/// <summary>A service account's signed request for an access token (RFC 7523, RS256).</summary>
internal static class SignedAssertion
{
    public const string Grant = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    public static string Create(ServiceAccountKey key, string scope, DateTimeOffset now)
    {
        var head = Part(json =>
        {
            json.WriteString("alg"u8, "RS256"u8);
            json.WriteString("typ"u8, "JWT"u8);
            if (key.KeyId is not null)
            {
                json.WriteString("kid"u8, key.KeyId);
            }
        });
        var claims = Part(json =>
        {
            json.WriteString("iss"u8, key.ClientEmail);
            json.WriteString("scope"u8, scope);
            json.WriteString("aud"u8, key.TokenEndpoint.ToString());
            json.WriteNumber("iat"u8, now.ToUnixTimeSeconds());
            json.WriteNumber("exp"u8, (now + Lifetime).ToUnixTimeSeconds());
        });
        using var rsa = RSA.Create();
        rsa.ImportFromPem(key.PrivateKey);
        var text = $"{head}.{claims}";
        var signature = rsa.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{text}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Part(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return Base64Url.EncodeToString(buffer.WrittenSpan);
    }
}
