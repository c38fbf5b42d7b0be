using AntigravityTools.Storage.Sqlite.Requests;

namespace AntigravityTools.Storage.Sqlite.Tests.Requests;

public sealed class UsageShapeTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("{}", "{}")]
    [InlineData("""{"input_tokens":0,"output_tokens":12}""", """{"input_tokens":_,"output_tokens":_}""")]
    [InlineData("""{"cost":0.00120,"tier":"v1-007"}""", """{"cost":_.00_,"tier":"v_-00_"}""")]
    [InlineData("-1e+10", "-_e+_")]
    [InlineData("18446744073709551615", "__")]
    [InlineData("100000000000000000000000000000000000001", "_00000000000000000000_")]
    [InlineData("00", "0_")]
    [InlineData("9 \u001A 8", "_ _ _")]
    [InlineData("한글 5 안 돼", "한글 _ 안 돼")]
    public void Text_IsPartedAndComesBackTheSame(string text, string shape)
    {
        var usage = new UsageShape();
        usage.Part("{\"earlier\":7}");
        usage.Part(text);

        Assert.Equal(shape, usage.Shape.ToString().Replace('\u001A', '_'));
        Assert.Equal(text, UsageShape.Join(usage.Shape.ToString(), usage.Numbers));
    }

    [Fact]
    public void AnyText_ComesBackTheSame()
    {
        const string Alphabet = "0012359.,:{}\"ab\u001A";
        var dice = new Random(7);
        var usage = new UsageShape();
        for (var round = 0; round < 5_000; round++)
        {
            var text = new string(dice.GetItems<char>(Alphabet, dice.Next(60)));
            usage.Part(text);
            Assert.Equal(text, UsageShape.Join(usage.Shape.ToString(), usage.Numbers));
        }
    }

    [Fact]
    public void NumbersThatAreMissing_AreRefused()
    {
        var usage = new UsageShape();
        usage.Part("1 2");
        Assert.Throws<InvalidDataException>(() => UsageShape.Join(usage.Shape.ToString(), usage.Numbers[..1]));
    }
}
