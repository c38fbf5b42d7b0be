using AntigravityTools.Core.Storage;

namespace AntigravityTools.Core.Tests.Storage;

public sealed class VarintTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(127, 1)]
    [InlineData(128, 2)]
    [InlineData(ulong.MaxValue, Varint.Longest)]
    public void Number_ComesBackAndTakesNoMoreThanItNeeds(ulong number, int length)
    {
        var bytes = new byte[Varint.Longest + 1];
        Assert.Equal(length, Varint.Write(bytes, number));

        ReadOnlySpan<byte> left = bytes.AsSpan(0, length + 1);
        Assert.Equal(number, Varint.Read(ref left));
        Assert.Equal(1, left.Length);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 1)]
    [InlineData(1, 2)]
    [InlineData(long.MinValue, ulong.MaxValue)]
    [InlineData(long.MaxValue, ulong.MaxValue - 1)]
    public void NegativeNumbers_FoldAmongTheOthers(long number, ulong folded)
    {
        Assert.Equal(folded, Varint.Fold(number));
        Assert.Equal(number, Varint.Unfold(folded));
    }

    [Theory]
    [InlineData("")]
    [InlineData("80")]
    [InlineData("FFFFFFFFFFFFFFFFFFFFFF")]
    public void NumberWithoutAnEnd_IsRefused(string hex) => Assert.Throws<InvalidDataException>(() =>
    {
        ReadOnlySpan<byte> bytes = Convert.FromHexString(hex);
        Varint.Read(ref bytes);
    });
}
