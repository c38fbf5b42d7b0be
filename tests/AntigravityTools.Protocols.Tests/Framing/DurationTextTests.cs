using AntigravityTools.Protocols.Framing;

namespace AntigravityTools.Protocols.Tests.Framing;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("34.4s", 34_400)]
    [InlineData("20ms", 20)]
    [InlineData("6m0s", 360_000)]
    [InlineData("1h2m3.5s", 3_723_500)]
    [InlineData("2 minutes", 120_000)]
    public void Spellings_AreRead(string text, double milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), DurationText.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("5")]
    [InlineData("5 parsecs")]
    [InlineData("99999999999999999d")]
    [InlineData("1.2.3s")]
    public void OtherTexts_AreNot(string text) => Assert.Null(DurationText.Parse(text));

    [Theory]
    [InlineData("Rate limit reached. Please try again in 1.5s. Visit …", 1_500)]
    [InlineData("Please retry in 34.4s.", 34_400)]
    [InlineData("Your quota will reset after 2h15m3s", 8_103_000)]
    [InlineData("Try again in 20ms", 20)]
    public void Sentences_AreSearched(string text, double milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), DurationText.Find(text));
}
