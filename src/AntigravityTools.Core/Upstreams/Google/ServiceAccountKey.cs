using System.Security.Cryptography;
using System.Text.Json;

namespace AntigravityTools.Core.Upstreams.Google;

/// <summary>What a service account's key file holds.</summary>
public sealed record ServiceAccountKey
{
    /// <summary>Who signs.</summary>
    public required string ClientEmail { get; init; }

    /// <summary>The private key's id, where the file names it.</summary>
    public string? KeyId { get; init; }

    /// <summary>The private key, PEM.</summary>
    public required string PrivateKey { get; init; }

    /// <summary>Where assertions are exchanged.</summary>
    public required Uri TokenEndpoint { get; init; }

    /// <summary>The project it belongs to, where the file names it.</summary>
    public string? Project { get; init; }

    /// <summary>Reads a key file; null where it is none, or where its private key can not be read.</summary>
    public static ServiceAccountKey? Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || Text(root, "client_email") is not { } email || Text(root, "private_key") is not { } pem)
            {
                return null;
            }

            using var rsa = RSA.Create();
            rsa.ImportFromPem(pem);
            var endpoint = Text(root, "token_uri") is not { } uri ? GoogleEndpoints.Token : Uri.TryCreate(uri, UriKind.Absolute, out var stated) ? stated : null;
            return endpoint is null ? null : new ServiceAccountKey
            {
                ClientEmail = email, PrivateKey = pem, TokenEndpoint = endpoint, KeyId = Text(root, "private_key_id"), Project = Text(root, "project_id"),
            };
        }
        catch (Exception error) when (error is JsonException or CryptographicException or ArgumentException)
        {
            // Not JSON, or no key: the caller says what the file must be.
            return null;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => ClientEmail;

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
