using System.Text;

namespace AntigravityTools.Protocols.Framing;

/// <summary>Takes a <c>multipart/form-data</c> body apart (RFC 2046 §5.1, RFC 7578).</summary>
internal static class MultipartParts
{
    private static ReadOnlySpan<byte> HeadersEnd => "\r\n\r\n"u8;

    /// <summary>The parts in order; null where the body is no such form, or is cut.</summary>
    /// <param name="boundary">What stands between the parts, without its dashes.</param>
    /// <param name="body">The whole body.</param>
    internal static List<FormPart>? Read(string boundary, ReadOnlySpan<byte> body)
    {
        var delimiter = Encoding.Latin1.GetBytes("--" + boundary);
        var parts = new List<FormPart>();
        var at = body.IndexOf(delimiter);
        while (at >= 0)
        {
            var start = at + delimiter.Length;
            if (body[start..].StartsWith("--"u8))
            {
                return parts;
            }

            var next = FindDelimiter(body, start, delimiter);

            // The line break before the next delimiter is the delimiter's own.
            var headersEnd = next < 0 ? -1 : body[start..(next - 2)].IndexOf(HeadersEnd);
            if (headersEnd < 0)
            {
                return null;
            }

            parts.Add(PartOf(body.Slice(start, headersEnd), (start + headersEnd + HeadersEnd.Length)..(next - 2)));
            at = next;
        }

        return null;
    }

    /// <summary>The boundary that a <c>content-type</c> header names, or null.</summary>
    internal static string? Boundary(string? contentType) =>
        contentType is not null && contentType.TrimStart().StartsWith("multipart/", StringComparison.OrdinalIgnoreCase)
            ? Parameter(contentType, "boundary")
            : null;

    private static int FindDelimiter(ReadOnlySpan<byte> body, int from, ReadOnlySpan<byte> delimiter)
    {
        for (var at = from; ;)
        {
            var found = body[at..].IndexOf(delimiter);
            if (found < 0)
            {
                return -1;
            }

            at += found;
            if (at - 2 >= from && body[at - 2] == (byte)'\r' && body[at - 1] == (byte)'\n')
            {
                return at;
            }

            at += delimiter.Length;
        }
    }

    private static FormPart PartOf(ReadOnlySpan<byte> headers, Range value)
    {
        var (name, file, type) = ("", (string?)null, (string?)null);
        foreach (var line in Encoding.UTF8.GetString(headers).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("content-disposition:", StringComparison.OrdinalIgnoreCase))
            {
                (name, file) = (Parameter(line, "name") ?? "", Parameter(line, "filename"));
            }
            else if (line.StartsWith("content-type:", StringComparison.OrdinalIgnoreCase))
            {
                type = line["content-type:".Length..].Split(';')[0].Trim().ToLowerInvariant();
            }
        }

        return new FormPart(name, file, type, value);
    }

    private static string? Parameter(string header, string name)
    {
        foreach (var part in header.Split(';').Skip(1))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && part.AsSpan(0, equals).Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return part[(equals + 1)..].Trim().Trim('"');
            }
        }

        return null;
    }
}
