namespace AntigravityTools.Protocols.Framing;

/// <summary>A <c>data:</c> URL (RFC 2397) taken apart: media type without parameters, and standard base64.</summary>
/// <param name="MediaType">The media type; null where the URL names none.</param>
/// <param name="Base64">The bytes in standard base64, padded, without line breaks.</param>
internal sealed record DataUrl(string? MediaType, string Base64)
{
    /// <summary>The parts of a base64 data URL; null where the text is none or its data is not base64.</summary>
    public static DataUrl? Parse(string text)
    {
        if (!text.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var comma = text.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0 || !text.AsSpan(5, comma - 5).TrimEnd().EndsWith(";base64", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var meta = text.AsSpan(5, comma - 5);
        var end = meta.IndexOf(';');
        var type = meta[..end].Trim();
        return Normalize(text[(comma + 1)..]) is { } base64 ? new DataUrl(type.IsEmpty ? null : type.ToString().ToLowerInvariant(), base64) : null;
    }

    /// <summary>Base64 as providers want it: URL-safe letters replaced, white space gone, padded; null where it is not base64.</summary>
    public static string? Normalize(string text)
    {
        if (System.Buffers.Text.Base64.IsValid(text.AsSpan()) && !text.AsSpan().ContainsAny(" \r\n\t") && text.Length % 4 == 0)
        {
            return text;
        }

        var clean = string.Concat(text.Where(c => !char.IsWhiteSpace(c))).Replace('-', '+').Replace('_', '/').TrimEnd('=');
        clean += new string('=', (4 - (clean.Length % 4)) % 4);
        return System.Buffers.Text.Base64.IsValid(clean) ? clean : null;
    }
}
