using System.Buffers.Binary;
using AntigravityTools.App.Desktop;
using AntigravityTools.App.Desktop.Win32;

namespace AntigravityTools.App.Tests.Desktop.Win32;

public sealed class IconResourceTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(20)]
    [InlineData(32)]
    public void Picture_IsAnIconResourceOfTheSizeAskedFor(int size)
    {
        var bytes = IconResource.Write(TrayIcon.Running, size);
        Assert.Equal(40, BinaryPrimitives.ReadInt32LittleEndian(bytes));
        Assert.Equal(size, BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4)));
        Assert.Equal(2 * size, BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8)));
        Assert.Equal(32, BinaryPrimitives.ReadInt16LittleEndian(bytes.AsSpan(14)));

        // Rows of the mask end on four bytes.
        Assert.Equal(40 + (size * size * 4) + ((size + 31) / 32 * 4 * size), bytes.Length);
    }

    [Fact]
    public void Rows_GoFromTheBottomUp()
    {
        const int Size = 32;
        var bytes = IconResource.Write(TrayIcon.Failed, Size);
        for (var y = 0; y < Size; y++)
        {
            Assert.Equal(TrayPicture.Pixel(TrayIcon.Failed, 16, y, Size), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(40 + ((((Size - 1 - y) * Size) + 16) * 4))));
        }
    }
}
