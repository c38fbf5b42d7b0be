using System.IO.Compression;
using System.Runtime.InteropServices;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Server.Requests;

/// <summary>Takes content codings off a request body, the last applied first (RFC 9110 §8.4), under the same limit as plain bodies.</summary>
internal static class ContentCoding
{
    /// <summary>Decodes the body; the encoded one is given back to the pool unless it is the result.</summary>
    public static BodyResult Decode(PooledBody body, string codings, long limit)
    {
        var current = body;
        var names = codings.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in names.Reverse())
        {
            var next = name.Equals("identity", StringComparison.OrdinalIgnoreCase) ? new(current) : DecodeOne(current, name, limit);
            if (!ReferenceEquals(current, body) && !ReferenceEquals(next.Body, current))
            {
                current.Dispose();
            }

            if (next.Fault is not null)
            {
                return next;
            }

            current = next.Body!;
        }

        return new(current);
    }

    private static BodyResult DecodeOne(PooledBody body, string coding, long limit)
    {
        using var decoder = Open(body, coding.ToLowerInvariant());
        if (decoder is null)
        {
            return new(null, new Fault
            {
                Kind = FaultKind.UnsupportedMediaType,
                Message = $"The gateway does not know the content encoding '{coding}'; send gzip, deflate, br or none.",
            });
        }

        var plain = new PooledBody(body.Length);
        try
        {
            while (decoder.Read(plain.GetSpan(4096)) is var count and > 0)
            {
                plain.Advance(count);
                if (plain.Length > limit)
                {
                    plain.Dispose();
                    return BodyReader.TooLarge(limit);
                }
            }

            return new(plain);
        }
        catch (InvalidDataException)
        {
            plain.Dispose();
            return new(null, new Fault { Kind = FaultKind.InvalidRequest, Message = $"The request body is not valid {coding}." });
        }
    }

    private static Stream? Open(PooledBody body, string coding)
    {
        MemoryMarshal.TryGetArray(body.Memory, out var bytes);
        var stream = new MemoryStream(bytes.Array ?? [], bytes.Offset, bytes.Count, writable: false);
        return coding switch
        {
            "gzip" or "x-gzip" => new GZipStream(stream, CompressionMode.Decompress),
            "deflate" when IsZlib(body.Memory.Span) => new ZLibStream(stream, CompressionMode.Decompress),
            "deflate" => new DeflateStream(stream, CompressionMode.Decompress),
            "br" => new BrotliStream(stream, CompressionMode.Decompress),
            _ => null,
        };
    }

    // "deflate" means zlib (RFC 1950), yet some clients send the bare stream.
    private static bool IsZlib(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 2 && (bytes[0] & 0x0F) == 8 && ((bytes[0] << 8) | bytes[1]) % 31 == 0;
}
