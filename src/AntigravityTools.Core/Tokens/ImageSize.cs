using System.Buffers.Binary;

namespace AntigravityTools.Core.Tokens;

/// <summary>Width and height of an image from its first bytes: PNG (ISO 15948), JPEG (ITU T.81), GIF (GIF89a), WebP (RFC 9649).</summary>
internal static class ImageSize
{
    /// <summary>Pixels in both directions; null where the format is another or the head is cut.</summary>
    public static (int Width, int Height)? Of(ReadOnlySpan<byte> image)
    {
        if (image.Length > 24 && image.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G']))
        {
            return (BinaryPrimitives.ReadInt32BigEndian(image[16..]), BinaryPrimitives.ReadInt32BigEndian(image[20..]));
        }

        if (image.Length > 10 && image.StartsWith("GIF8"u8))
        {
            return (BinaryPrimitives.ReadUInt16LittleEndian(image[6..]), BinaryPrimitives.ReadUInt16LittleEndian(image[8..]));
        }

        if (image.Length > 30 && image.StartsWith("RIFF"u8) && image[8..].StartsWith("WEBP"u8))
        {
            return WebP(image);
        }

        return image.StartsWith<byte>([0xff, 0xd8]) ? Jpeg(image) : null;
    }

    private static (int, int)? WebP(ReadOnlySpan<byte> image) => image[12..16] switch
    {
        [(byte)'V', (byte)'P', (byte)'8', (byte)'X'] => (1 + UInt24(image[24..]), 1 + UInt24(image[27..])),
        [(byte)'V', (byte)'P', (byte)'8', (byte)'L'] => (1 + (BinaryPrimitives.ReadUInt16LittleEndian(image[21..]) & 0x3fff),
            1 + ((BinaryPrimitives.ReadInt32LittleEndian(image[21..]) >> 14) & 0x3fff)),
        _ => (BinaryPrimitives.ReadUInt16LittleEndian(image[26..]) & 0x3fff, BinaryPrimitives.ReadUInt16LittleEndian(image[28..]) & 0x3fff),
    };

    private static (int, int)? Jpeg(ReadOnlySpan<byte> image)
    {
        var at = 2;
        while (at + 9 < image.Length && image[at] == 0xff)
        {
            var marker = image[at + 1];
            if (marker is >= 0xc0 and <= 0xcf and not (0xc4 or 0xc8 or 0xcc))
            {
                return (BinaryPrimitives.ReadUInt16BigEndian(image[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(image[(at + 5)..]));
            }

            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(image[(at + 2)..]);
        }

        return null;
    }

    private static int UInt24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
