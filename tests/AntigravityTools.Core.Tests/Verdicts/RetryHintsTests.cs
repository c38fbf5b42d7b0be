using AntigravityTools.Core.Verdicts;

namespace AntigravityTools.Core.Tests.Verdicts;

public sealed class RetryHintsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("retry-after", "20", 20)]
    [InlineData("retry-after", "1.5", 1.5)]
    [InlineData("retry-after", "Wed, 25 Nov 2026 12:01:00 GMT", 60)]
    [InlineData("retry-after", "2026-11-25T12:00:42Z", 42)]
    [InlineData("retry-after", "Wed, 25 Nov 2026 11:59:00 GMT", 0)]
    [InlineData("retry-after-ms", "1500", 1.5)]
    [InlineData("x-ratelimit-reset-requests", "6m0s", 360)]
    [InlineData("x-ratelimit-reset-tokens", "120ms", 0.12)]
    [InlineData("x-ratelimit-reset", "1795608060", 60)]
    [InlineData("x-ratelimit-reset", "1795608030500", 30.5)]
    [InlineData("ratelimit-reset", "30", 30)]
    [InlineData("anthropic-ratelimit-requests-reset", "2026-11-25T12:00:30Z", 30)]
    [InlineData("anthropic-ratelimit-input-tokens-reset", "2026-11-25T13:00:00+01:00", 0)]
    public void Header_IsReadInEveryForm(string name, string value, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryHints.FromHeaders(header => header == name ? value : null, Now));

    [Theory]
    [InlineData("Rate limit reached. Please try again in 1.5s.", 1.5)]
    [InlineData("Please try again in 6m0s. Visit the page.", 360)]
    [InlineData("Please retry in 34.074824224s.", 34.074824224)]
    [InlineData("Your quota will reset after 1h16m0.667s.", 4560.667)]
    [InlineData("Too many requests, retry after 20 seconds", 20)]
    [InlineData("Limit resets at 2026-11-25T12:30:00Z.", 1800)]
    [InlineData("Try again at Wed, 25 Nov 2026 12:10:00 GMT please", 600)]
    public void Sentence_IsRead(string sentence, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryHints.FromSentence(sentence, Now));

    [Theory]
    [InlineData("retry-after", "soon")]
    [InlineData("retry-after", "-5")]
    [InlineData("retry-after", "")]
    [InlineData("retry-after-ms", "9e99")]
    [InlineData("x-ratelimit-reset-requests", "NaN")]
    [InlineData("anthropic-ratelimit-requests-reset", "tomorrow-ish")]
    public void Nonsense_IsNoHint(string name, string value) => Assert.Null(RetryHints.FromHeaders(header => header == name ? value : null, Now));

    [Fact]
    public void LimitThatHasRoom_IsNotTheOneThatWasHit()
    {
        var headers = new Dictionary<string, string>
        {
            ["x-ratelimit-remaining-requests"] = "10", ["x-ratelimit-reset-requests"] = "1h0m0s",
            ["x-ratelimit-remaining-tokens"] = "0", ["x-ratelimit-reset-tokens"] = "20s",
        };
        Assert.Equal(TimeSpan.FromSeconds(20), RetryHints.FromHeaders(headers.GetValueOrDefault, Now));
    }

    [Fact]
    public void SeveralLimitsHit_TheLongestCounts()
    {
        var headers = new Dictionary<string, string>
        {
            ["anthropic-ratelimit-requests-remaining"] = "0", ["anthropic-ratelimit-requests-reset"] = "2026-11-25T12:00:10Z",
            ["anthropic-ratelimit-tokens-remaining"] = "0", ["anthropic-ratelimit-tokens-reset"] = "2026-11-25T12:00:50Z",
        };
        Assert.Equal(TimeSpan.FromSeconds(50), RetryHints.FromHeaders(headers.GetValueOrDefault, Now));
    }

    [Fact]
    public void StatedWait_BeatsTheLimits_AndTheLongerStatementCounts()
    {
        var headers = new Dictionary<string, string> { ["retry-after"] = "5", ["x-ratelimit-reset-requests"] = "1h0m0s" };
        Assert.Equal(TimeSpan.FromSeconds(5), RetryHints.Of(headers.GetValueOrDefault, null, "", Now));
        Assert.Equal(TimeSpan.FromSeconds(90), RetryHints.Of(headers.GetValueOrDefault, TimeSpan.FromSeconds(90), "", Now));
    }
}
