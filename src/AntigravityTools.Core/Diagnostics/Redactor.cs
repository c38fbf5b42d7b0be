using System.Text.RegularExpressions;

namespace AntigravityTools.Core.Diagnostics;

/// <summary>The one place where secrets are taken out of text that leaves the process: logs, errors, evidence, exports.</summary>
public static partial class Redactor
{
    /// <summary>Replaces everything that looks like a credential by its first three characters and an ellipsis.</summary>
    public static string Redact(string text) => Secret().Replace(text, static match =>
    {
        var lead = match.Groups["lead"];
        var value = match.Groups["value"];
        return string.Concat(lead.Value, value.Length > 3 ? value.Value.AsSpan(0, 3) : "", "…");
    });

    /// <summary>Redacts, and replaces one known secret wherever it stands, also in part of a longer word.</summary>
    public static string Redact(string text, string? known) =>
        Redact(string.IsNullOrEmpty(known) || known.Length < 6 ? text : text.Replace(known, "[redacted]", StringComparison.Ordinal));

    // Known key prefixes (sk-, sk-ant-, AIza, ya29., 1//, gsk_, xai-, or-), bearer values, key= in queries, JSON web tokens, JSON
    // fields that are named for a secret, and private keys. Base64 must not look like a refresh token, or every image would be cut up.
    [GeneratedRegex(
        """(?<lead>(?:[?&]|\b)(?:key|api_key|apikey|access_token|refresh_token|client_secret|token)=|bearer\s+)(?<value>[^\s&"']{6,})|(?<lead>)(?<value>(?:\b(?:sk-|AIza|ya29\.|gsk_|xai-|sk_)|(?<![\w+/])1//)[A-Za-z0-9_\-./]{6,})|(?<lead>)(?<value>\beyJ[A-Za-z0-9_\-]{8,}\.[A-Za-z0-9_\-]{4,}\.?[A-Za-z0-9_\-]*)|(?<lead>\\*"(?:api[_-]?key|x-api-key|x-goog-api-key|authorization|access_token|refresh_token|id_token|client_secret|password)\\*"\s*:\s*\\*")(?<value>[^"\\]{8,})|(?<lead>)(?<value>-----BEGIN [A-Z ]*PRIVATE KEY-----[^"\-]+)""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Secret();
}
