namespace AntigravityTools.Core.Accounts.OAuth;

/// <summary>What an authorisation server sends back with a browser (RFC 6749 §4.1.2).</summary>
/// <param name="Code">The code; null where refused.</param>
/// <param name="State">The state as we sent it.</param>
/// <param name="Error">Why it was refused; null where it was not.</param>
public sealed record RedirectQuery(string? Code, string? State, string? Error)
{
    /// <summary>Reads a pasted address, a query, or a bare code; null where it is none of them.</summary>
    public static RedirectQuery? Parse(string text)
    {
        text = text.Trim();
        var query = text.IndexOf('?', StringComparison.Ordinal) is >= 0 and var mark ? text[(mark + 1)..] : text;
        query = query.Split('#')[0];
        if (!query.Contains("code=", StringComparison.Ordinal) && !query.Contains("error=", StringComparison.Ordinal))
        {
            return text.Length > 0 && !text.Contains("://", StringComparison.Ordinal) && !text.Any(char.IsWhiteSpace) ? new RedirectQuery(Uri.UnescapeDataString(text), null, null) : null;
        }

        string? Value(string name) => query.Split('&').Select(pair => pair.Split('=', 2))
            .Where(pair => pair.Length == 2 && pair[0] == name && pair[1].Length > 0)
            .Select(pair => Uri.UnescapeDataString(pair[1].Replace('+', ' '))).FirstOrDefault();
        return Value("code") is { } code ? new RedirectQuery(code, Value("state"), null)
            : Value("error") is { } error ? new RedirectQuery(null, Value("state"), error)
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => "redirect";
}
