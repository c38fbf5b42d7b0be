using System.Text;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Framing;

/// <summary>Reads the few form fields that routing needs from a <c>multipart/form-data</c> body (RFC 7578).</summary>
public static class MultipartHead
{
    private static ReadOnlySpan<byte> HeadersEnd => "\r\n\r\n"u8;

    /// <summary>Finds <c>model</c> and <c>stream</c>; a body that is no such form comes back as <see cref="RequestHead.Fault"/>.</summary>
    /// <param name="contentType">The <c>content-type</c> header, which names the boundary.</param>
    /// <param name="body">The whole body.</param>
    public static RequestHead Read(string? contentType, ReadOnlySpan<byte> body)
    {
        if (Boundary(contentType) is not { Length: > 0 } boundary)
        {
            return Refused("The `content-type` header names no multipart boundary. Send multipart/form-data; boundary=….");
        }

        var delimiter = Encoding.Latin1.GetBytes("--" + boundary);
        var head = new RequestHead();
        var at = body.IndexOf(delimiter);
        while (at >= 0)
        {
            var start = at + delimiter.Length;
            if (body[start..].StartsWith("--"u8))
            {
                return head;
            }

            var next = FindDelimiter(body, start, delimiter);

            // The line break before the next delimiter is the delimiter's own.
            var headersEnd = next < 0 ? -1 : body[start..(next - 2)].IndexOf(HeadersEnd);
            if (headersEnd < 0)
            {
                break;
            }

            var value = (start + headersEnd + HeadersEnd.Length)..(next - 2);
            if (Take(head, body, FieldName(body.Slice(start, headersEnd)), value) is not { } taken)
            {
                return Refused("The form names `model` twice, so it is not clear which one is meant. Send it once.", "model");
            }

            head = taken;
            at = next;
        }

        return Refused("The request body is not the multipart form that its `content-type` announces, or it is cut. Send the whole form.");
    }

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

    private static RequestHead? Take(RequestHead head, ReadOnlySpan<byte> body, string? field, Range value) => field switch
    {
        "model" when head.Model is not null => null,
        "model" => head with { Model = Encoding.UTF8.GetString(body[value]), ModelValue = value },
        "stream" => head with { Stream = Encoding.UTF8.GetString(body[value]).Trim() is "true" or "True" or "1" },
        _ => head,
    };

    private static string? FieldName(ReadOnlySpan<byte> headers)
    {
        foreach (var line in Encoding.UTF8.GetString(headers).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("content-disposition:", StringComparison.OrdinalIgnoreCase))
            {
                return Parameter(line, "filename") is null ? Parameter(line, "name") : null;
            }
        }

        return null;
    }

    private static string? Boundary(string? contentType) =>
        contentType is not null && contentType.TrimStart().StartsWith("multipart/", StringComparison.OrdinalIgnoreCase)
            ? Parameter(contentType, "boundary")
            : null;

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

    private static RequestHead Refused(string message, string? param = null) =>
        new() { Fault = new Fault { Kind = FaultKind.InvalidRequest, Message = message, Param = param } };
}
