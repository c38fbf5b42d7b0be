using AntigravityTools.Core.Clients.Editors;

namespace AntigravityTools.Core.Tests.Clients.Editors;

public sealed class EnvFileTests
{
    private const string Customised = "# mine\nexport A='one' # first\n\nB = two words # second\nC=\"three\nmore \\\" lines\" # third\nURL=http://x/#frag\n";

    [Theory]
    [InlineData("A", "'one'")]
    [InlineData("B", "two words")]
    [InlineData("C", "\"three\nmore \\\" lines\"")]
    [InlineData("URL", "http://x/#frag")]
    public void Value_IsReplacedAndItsCommentStays(string name, string value) =>
        Assert.Equal(Customised.Replace(value, "new", StringComparison.Ordinal), EnvFile.Set(Customised, name, "new").Text);

    [Theory]
    [InlineData("", "N=1\n")]
    [InlineData("A=1", "A=1\nN=1\n")]
    [InlineData("A=1\r\n", "A=1\r\nN=1\r\n")]
    [InlineData("# N=0\n", "# N=0\nN=1\n")]
    public void NewName_IsAddedAtTheEnd(string before, string after) => Assert.Equal(after, EnvFile.Set(before, "N", "1").Text);

    [Theory]
    [InlineData("A=1\nnonsense\n", "line 2")]
    [InlineData("A=\"open\nB=2\n", "line 1")]
    [InlineData("A=\"x\ny\"\nBAD NAME=2\n", "line 3")]
    public void BrokenText_IsRefusedWithItsPlace(string text, string place)
    {
        var edited = EnvFile.Set(text, "N", "1");
        Assert.Null(edited.Text);
        Assert.Contains(place, edited.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TakesTheLastAndItsQuotesOff()
    {
        Assert.Equal("one", EnvFile.Read(Customised, "A"));
        Assert.Equal("2", EnvFile.Read("A=1\nA=2\n", "A"));
        Assert.Null(EnvFile.Read(Customised, "D"));
    }
}
