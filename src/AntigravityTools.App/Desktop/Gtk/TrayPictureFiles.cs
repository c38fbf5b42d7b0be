using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using AntigravityTools.App.Platform;

namespace AntigravityTools.App.Desktop.Gtk;

/// <summary>The tray's pictures as PNG files (https://www.w3.org/TR/png-3), which is how a panel takes what its theme has not. A theme's own network icons would look like the system's.</summary>
internal sealed class TrayPictureFiles(string folder)
{
    private const int Size = 64;
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Writes them; false where the disk does not take them.</summary>
    public bool TryWrite()
    {
        try
        {
            foreach (var icon in Enum.GetValues<TrayIcon>())
            {
                using var file = PrivateFile.Open(PathOf(icon), FileMode.Create);
                file.Write(Encode(icon));
            }

            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Where a picture lies.</summary>
    public string PathOf(TrayIcon icon) => Path.Combine(folder, $"tray-{icon.ToString().ToLowerInvariant()}.png");

    private static byte[] Encode(TrayIcon icon)
    {
        using var file = new MemoryStream();
        file.Write(Signature);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Size);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Size);
        (header[8], header[9]) = (8, 6);
        Chunk(file, "IHDR", header);
        using (var packed = new MemoryStream())
        {
            using (var packing = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            {
                packing.Write(Rows(icon));
            }

            Chunk(file, "IDAT", packed.ToArray());
        }

        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    // Each row begins with the number of its filter: none.
    private static byte[] Rows(TrayIcon icon)
    {
        const int Row = 1 + (Size * 4);
        var rows = new byte[Row * Size];
        for (var y = 0; y < Size; y++)
        {
            for (var x = 0; x < Size; x++)
            {
                BinaryPrimitives.WriteUInt32BigEndian(rows.AsSpan((y * Row) + 1 + (x * 4)), uint.RotateLeft(TrayPicture.Pixel(icon, x, y, Size), 8));
            }
        }

        return rows;
    }

    private static void Chunk(Stream file, string name, byte[] data)
    {
        Span<byte> number = stackalloc byte[4];
        byte[] body = [.. Encoding.ASCII.GetBytes(name), .. data];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Checksum(body));
        file.Write(number);
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var checksum = uint.MaxValue;
        foreach (var value in bytes)
        {
            checksum ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                checksum = (checksum >> 1) ^ ((checksum & 1) * 0xEDB88320);
            }
        }

        return ~checksum;
    }
}
