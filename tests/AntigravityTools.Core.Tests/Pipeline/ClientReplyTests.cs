using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Tests.Pipeline;

public sealed class ClientReplyTests : IDisposable
{
    private static readonly Fault Full = new() { Kind = FaultKind.RateLimited, Message = "Too many.", RetryAfter = TimeSpan.FromSeconds(41.2) };
    private readonly PumpStage _stage = new();

    public void Dispose() => _stage.Dispose();

    [Fact]
    public void Commit_PassesTheAnswersHeadersButForThoseOfTheAccount()
    {
        _stage.Exchange.ResolvedModel = "모델/1";
        _stage.Exchange.AttemptsBegun = 2;

        _stage.Reply.Commit(_stage.Answer("application/json"), length: 3);

        Assert.Equal("kept", _stage.Sink.Header("x-upstream"));
        Assert.Equal("application/json", _stage.Sink.Header("content-type"));
        Assert.Equal("3", _stage.Sink.Header("content-length"));
        Assert.Null(_stage.Sink.Header("set-cookie"));
        Assert.Null(_stage.Sink.Header("x-ratelimit-limit-requests"));
        Assert.Equal("2", _stage.Sink.Header("x-antigravity-attempts"));
        Assert.Equal(Uri.EscapeDataString("모델/1"), _stage.Sink.Header("x-antigravity-model"));
    }

    [Fact]
    public async Task FaultBeforeTheStart_HasStatusLengthAndRetryTime()
    {
        Assert.True(await _stage.Reply.FailAsync(Full, TestContext.Current.CancellationToken));

        Assert.Equal(429, _stage.Sink.Status);
        Assert.Equal("42", _stage.Sink.Header("retry-after"));
        Assert.Equal(_stage.Sink.Text.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), _stage.Sink.Header("content-length"));
        Assert.StartsWith("{\"error\":{\"message\":\"Too many.", _stage.Sink.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FaultAfterAHeartbeat_IsAnErrorEventUnderTheStatusThatStands()
    {
        await _stage.Reply.HeartbeatAsync(TestContext.Current.CancellationToken);
        await _stage.Reply.FailAsync(Full, TestContext.Current.CancellationToken);

        Assert.Equal(200, _stage.Sink.Status);
        Assert.StartsWith(": keep-alive\n\ndata: {\"error\":", _stage.Sink.Text, StringComparison.Ordinal);
        Assert.Same(Full, _stage.Exchange.Fault);
    }

    [Fact]
    public async Task Refusal_IsRelayedByteForByte()
    {
        using var upstream = _stage.Answer("application/json");
        await _stage.Reply.RelayAsync(upstream, "{ \"odd\" : 1.0 }"u8.ToArray(), Full, TestContext.Current.CancellationToken);

        Assert.Equal("{ \"odd\" : 1.0 }", _stage.Sink.Text);
        Assert.Equal("15", _stage.Sink.Header("content-length"));
    }
}
