using System.Text.Json;
using AntigravityTools.Core.Configuration;

namespace AntigravityTools.Core.Management.Backups;

/// <summary>Takes the secrets out of a configuration's text for a backup without a passphrase, and puts those of this machine in at a restore.</summary>
internal static class BackupConfig
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The text without client key, password hash and a proxy's login.</summary>
    public static string WithoutSecrets(string text, GatewayConfig config)
    {
        text = JsoncEditor.Set(text, ["proxy", "api_key"], "\"\"");
        text = config.Console.AdminPasswordHash is null ? text : JsoncEditor.Set(text, ["console", "admin_password_hash"], "null");
        return config.Proxy.EgressProxy?.Contains('@', StringComparison.Ordinal) == true ? JsoncEditor.Set(text, ["proxy", "egress_proxy"], "null") : text;
    }

    /// <summary>The text with this machine's secrets where it has none; a text that can not be read stays as it is.</summary>
    public static string WithSecretsOf(string text, GatewayConfig current)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Lenient);
            if (!IsMissing(document.RootElement, "proxy", "api_key"))
            {
                return text;
            }

            text = JsoncEditor.Set(text, ["proxy", "api_key"], Quoted(current.Proxy.ApiKey));
            if (IsMissing(document.RootElement, "proxy", "egress_proxy") && current.Proxy.EgressProxy?.Contains('@', StringComparison.Ordinal) == true)
            {
                text = JsoncEditor.Set(text, ["proxy", "egress_proxy"], Quoted(current.Proxy.EgressProxy));
            }

            if (IsMissing(document.RootElement, "console", "admin_password_hash"))
            {
                // A console open to the network without its password would be refused as a whole: it is closed instead.
                text = current.Console.AdminPasswordHash is { } hash
                    ? JsoncEditor.Set(text, ["console", "admin_password_hash"], Quoted(hash))
                    : JsoncEditor.Set(text, ["console", "allow_lan_access"], "false");
            }

            return text;
        }
        catch (JsonException)
        {
            // Reported with its place by the check that follows.
            return text;
        }
    }

    private static bool IsMissing(JsonElement root, string section, string key) =>
        root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(section, out var inner) || inner.ValueKind != JsonValueKind.Object
        || !inner.TryGetProperty(key, out var value) || value.ValueKind == JsonValueKind.Null || (value.ValueKind == JsonValueKind.String && value.GetString() is "");

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
