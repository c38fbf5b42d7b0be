using System.Text;
using AntigravityTools.Core.Upstreams;

namespace AntigravityTools.Core.Tests.Upstreams;

public sealed class QuotaReadingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void AnthropicHeaders_TellEveryKindOfToken()
    {
        var readings = QuotaHeaders.Read(Headers(
            ("anthropic-ratelimit-requests-limit", "50"), ("anthropic-ratelimit-requests-remaining", "49"), ("anthropic-ratelimit-requests-reset", "2026-11-25T12:00:30Z"),
            ("anthropic-ratelimit-input-tokens-limit", "30000"), ("anthropic-ratelimit-input-tokens-remaining", "15000"), ("anthropic-ratelimit-input-tokens-reset", "2026-11-25T12:01:00Z"),
            ("anthropic-ratelimit-output-tokens-limit", "8000"), ("anthropic-ratelimit-output-tokens-remaining", "0"), ("anthropic-ratelimit-output-tokens-reset", "2026-11-25T12:02:00Z")), "claude-opus-5-5", Now);
        Assert.Equal(["requests", "input_tokens", "output_tokens"], readings.Select(reading => reading.Name));
        Assert.All(readings, reading => Assert.Equal(("claude-opus-5-5", Now), (reading.Model, reading.ObservedAt)));
        Assert.Equal((0.5, Now.AddMinutes(1), "anthropic-ratelimit-input-tokens-limit"), (readings[1].Fraction!.Value, readings[1].ResetsAt!.Value, readings[1].Source));
        Assert.Equal(0, readings[2].Fraction);
    }

    [Fact]
    public void OpenAIHeaders_MayLackTheLimit_WhichThenStaysUnknown()
    {
        var readings = QuotaHeaders.Read(Headers(("x-ratelimit-remaining-tokens", "149984"), ("x-ratelimit-reset-tokens", "6m0s")), "gpt-5.4", Now);
        var reading = Assert.Single(readings);
        Assert.Equal(("tokens", 149984d, Now.AddMinutes(6), "x-ratelimit-remaining-tokens"), (reading.Name, reading.Remaining!.Value, reading.ResetsAt!.Value, reading.Source));
        Assert.Null(reading.Limit);
        Assert.Null(reading.Fraction);
    }

    [Fact]
    public void AnswerWithoutLimits_TellsNothing() => Assert.Empty(QuotaHeaders.Read(Headers(("content-type", "application/json")), null, Now));

    [Fact]
    public void QuotaFailure_NamesTheQuotaItsModelAndItsReset()
    {
        var body = Encoding.UTF8.GetBytes("""
            {"error":{"code":429,"message":"quota","status":"RESOURCE_EXHAUSTED","details":[
              {"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[
                {"quotaMetric":"generativelanguage.googleapis.com/generate_content_free_tier_requests","quotaId":"GenerateRequestsPerMinutePerProjectPerModel-FreeTier","quotaDimensions":{"location":"global","model":"gemini-2.5-pro"},"quotaValue":"5"},
                {"quotaId":"GenerateRequestsPerDayPerProjectPerModel-FreeTier","quotaValue":"100"}]},
              {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34s"}]}}
            """);
        var readings = QuotaDetails.Read(body, "gemini-2.5-flash", TimeSpan.FromSeconds(34), Now);
        Assert.Equal(2, readings.Length);
        Assert.Equal(("gemini-2.5-pro", 5d, 0d, Now.AddSeconds(34)), (readings[0].Model, readings[0].Limit!.Value, readings[0].Remaining!.Value, readings[0].ResetsAt!.Value));
        Assert.Equal(("gemini-2.5-flash", 100d), (readings[1].Model, readings[1].Limit!.Value));
        Assert.Equal(new DateTimeOffset(2026, 11, 26, 0, 0, 0, TimeSpan.FromHours(-8)), readings[1].ResetsAt);
    }

    [Theory]
    [InlineData("""{"error":"QuotaFailure"}""")]
    [InlineData("""{"error":{"details":{"violations":"QuotaFailure"}}}""")]
    [InlineData("""QuotaFailure""")]
    [InlineData("""[{"error":{"details":[{"violations":[{}]},7,"QuotaFailure"]}}]""")]
    public void OddDetails_TellNothing(string body) => Assert.Empty(QuotaDetails.Read(Encoding.UTF8.GetBytes(body), null, null, Now));

    private static Func<string, string?> Headers(params (string Name, string Value)[] headers) =>
        name => headers.FirstOrDefault(header => header.Name == name).Value;
}
