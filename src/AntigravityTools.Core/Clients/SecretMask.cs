using System.Text.RegularExpressions;
using AntigravityTools.Core.Diagnostics;

namespace AntigravityTools.Core.Clients;

/// <summary>Takes keys out of a shown difference: ours, and whatever else stands in the lines around it.</summary>
internal static partial class SecretMask
{
    /// <summary>Masks them; of our own key the beginning and the end stay, so that it can be told from another.</summary>
    public static string Apply(string diff, string? ours)
    {
        var hint = ours is { Length: >= 16 } ? $"{ours[..3]}…{ours[^4..]}" : ours;
        var marked = string.IsNullOrEmpty(ours) ? diff : diff.Replace(ours, hint, StringComparison.Ordinal);
        return Redactor.Redact(Assigned().Replace(marked, match => match.Groups["value"].Value is var value && (value == hint || value == GatewayTarget.Placeholder)
            ? match.Value
            : $"{match.Groups["lead"].Value}{value[..3]}…"));
    }

    // KEY=value, "apiKey": "value", token = 'value'; env_key names a variable and is no secret.
    [GeneratedRegex("""(?<lead>(?:(?<!env_)key|token|secret|password)["']?\s*[:=]\s*["']?)(?<value>[^"'\s,]{6,})""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Assigned();
}
