using AntigravityTools.Core.Management.Backups;

namespace AntigravityTools.Core.Tests.Management.Backups;

public sealed class SealedFileTests
{
    private const string Passphrase = "correct horse";
    private const int PieceBytes = 64 * 1024;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(PieceBytes)]
    [InlineData((2 * PieceBytes) + 5)]
    public void File_ComesBackWhole(int size)
    {
        var plain = Bytes(size);
        var sealedBytes = Seal(plain);
        using var input = new MemoryStream(sealedBytes);
        using var output = new MemoryStream();

        Assert.True(SealedFile.Is(input));
        Assert.Equal(SealedFileFault.None, SealedFile.Open(input, output, Passphrase));
        Assert.Equal(plain, output.ToArray());
    }

    [Fact]
    public void WrongPassphrase_IsToldFromABrokenFile()
    {
        using var input = new MemoryStream(Seal(Bytes(100)));
        Assert.Equal(SealedFileFault.WrongPassphrase, SealedFile.Open(input, Stream.Null, "battery staple"));
    }

    [Fact]
    public void FileCutChangedOrLengthened_IsBroken()
    {
        var whole = Seal(Bytes(PieceBytes + 10));
        var changed = whole.ToArray();
        changed[^20] ^= 1;
        byte[][] broken = [whole[..^1], whole[..(whole.Length - 30)], changed, [.. whole, 0]];
        Assert.All(broken, bytes =>
        {
            using var input = new MemoryStream(bytes);
            Assert.Equal(SealedFileFault.Broken, SealedFile.Open(input, Stream.Null, Passphrase));
        });
    }

    private static byte[] Bytes(int size) => [.. Enumerable.Range(0, size).Select(index => (byte)(index * 31))];

    private static byte[] Seal(byte[] plain)
    {
        using var input = new MemoryStream(plain);
        using var output = new MemoryStream();
        SealedFile.Seal(input, output, Passphrase);
        return output.ToArray();
    }
}
