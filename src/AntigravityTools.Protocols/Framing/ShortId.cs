using System.Globalization;
using System.Text;

namespace AntigravityTools.Protocols.Framing;

/// <summary>Short, stable stand-ins for names that are too long or hold characters a target refuses.</summary>
internal static class ShortId
{
    /// <summary>The text itself where it fits and has only letters, digits, <c>_</c> and <c>-</c>; else a prefix and its hash, the same every time.</summary>
    internal static string Fit(string text, int most, string prefix)
    {
        if (text.Length > 0 && text.Length <= most && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
        {
            return text;
        }

        return prefix + Hash(text);
    }

    /// <summary>Sixteen hex digits that stand for a text (FNV-1a, 64 bit).</summary>
    internal static string Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var unit in Encoding.UTF8.GetBytes(text))
        {
            hash = (hash ^ unit) * 1099511628211UL;
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }
}
