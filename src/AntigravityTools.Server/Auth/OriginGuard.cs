using System.Collections.Immutable;

namespace AntigravityTools.Server.Auth;

/// <summary>Tells requests that a foreign web page makes through the user's browser (product.md §10.3). Serves both listeners.</summary>
internal static class OriginGuard
{
    /// <summary>Judges the <c>Origin</c> and <c>Sec-Fetch-Site</c> headers.</summary>
    /// <param name="origin">The <c>Origin</c> header; null or empty where there is none.</param>
    /// <param name="fetchSite">The <c>Sec-Fetch-Site</c> header.</param>
    /// <param name="host">The <c>Host</c> header, already believed.</param>
    /// <param name="allowed">Origins, schemes (<c>app://</c>) or any port of a host (<c>http://localhost:*</c>).</param>
    public static OriginVerdict Check(string? origin, string? fetchSite, string? host, ImmutableArray<string> allowed)
    {
        if (string.IsNullOrEmpty(origin))
        {
            return "cross-site".Equals(fetchSite, StringComparison.OrdinalIgnoreCase) ? OriginVerdict.Foreign : OriginVerdict.None;
        }

        if (IsOwn(origin, host))
        {
            return OriginVerdict.Own;
        }

        foreach (var entry in allowed)
        {
            if (Matches(entry, origin))
            {
                return OriginVerdict.Allowed;
            }
        }

        return OriginVerdict.Foreign;
    }

    /// <summary>A proxy in front may have taken TLS off, so the scheme does not count.</summary>
    private static bool IsOwn(string origin, string? host)
    {
        var authority = origin.AsSpan();
        authority = authority.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? authority[7..]
            : authority.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? authority[8..]
            : [];
        return !authority.IsEmpty && authority.Equals(host, StringComparison.OrdinalIgnoreCase);
    }

    private static bool Matches(string entry, string origin)
    {
        if (entry.EndsWith(":*", StringComparison.Ordinal))
        {
            var host = entry.AsSpan(0, entry.Length - 2);
            return origin.AsSpan().StartsWith(host, StringComparison.OrdinalIgnoreCase) && IsPortOrNothing(origin.AsSpan(host.Length));
        }

        return entry.EndsWith("://", StringComparison.Ordinal)
            ? origin.StartsWith(entry, StringComparison.OrdinalIgnoreCase)
            : origin.Equals(entry.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsPortOrNothing(ReadOnlySpan<char> rest) =>
        rest.IsEmpty || (rest[0] == ':' && rest.Length > 1 && !rest[1..].ContainsAnyExceptInRange('0', '9'));
}
