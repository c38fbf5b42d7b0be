using System.Buffers.Binary;

namespace AntigravityTools.App.Desktop.Win32;

/// <summary>A picture of the tray as Windows takes it.</summary>
internal static class IconResource
{
    private const int HeaderBytes = 40;

    /// <summary>A picture as an icon resource holds it: BITMAPINFOHEADER, rows of BGRA from the bottom up, and an empty mask.</summary>
    public static byte[] Write(TrayIcon icon, int size)
    {
        var maskRow = (size + 31) / 32 * 4;
        var bytes = new byte[HeaderBytes + (size * size * 4) + (maskRow * size)];
        var header = bytes.AsSpan(0, HeaderBytes);
        BinaryPrimitives.WriteInt32LittleEndian(header, HeaderBytes);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], size);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], size * 2);
        BinaryPrimitives.WriteInt16LittleEndian(header[12..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(header[14..], 32);
        for (var y = 0; y < size; y++)
        {
            for (var x = 0; x < size; x++)
            {
                var place = HeaderBytes + (((size - 1 - y) * size) + x) * 4;
                BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(place), TrayPicture.Pixel(icon, x, y, size));
            }
        }

        return bytes;
    }
}
