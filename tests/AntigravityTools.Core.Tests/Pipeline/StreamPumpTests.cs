using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Tests.Pipeline;

public sealed class StreamPumpTests : IDisposable
{
    private readonly PumpStage _stage = new();

    public void Dispose() => _stage.Dispose();

    [Fact]
    public async Task Preamble_IsHeldUntilTheFirstContent()
    {
        var pump = _stage.PumpStreamAsync();
        _stage.Upstream.Give(PumpStage.Role);
        await _stage.Upstream.ReadBegunAsync();
        await _stage.Upstream.ReadBegunAsync();
        Assert.DoesNotContain("flush", _stage.Journal);
        Assert.False(_stage.Reply.Committed);

        _stage.Time.Advance(TimeSpan.FromMilliseconds(300));
        _stage.Upstream.Give(PumpStage.Content);

        Assert.Equal(PumpStage.Role + PumpStage.Content, await _stage.Sink.NextFlushAsync());
        Assert.True(_stage.Reply.Committed);
        Assert.Equal(TimeSpan.FromMilliseconds(300), _stage.Exchange.TimeToFirstToken);
        await EndAsync(pump);
    }

    [Fact]
    public async Task Event_IsFlushedBeforeTheNextOneIsRead()
    {
        var pump = _stage.PumpStreamAsync();
        _stage.Upstream.Give(PumpStage.Content);
        _stage.Upstream.Give(PumpStage.Content);
        _stage.Upstream.Give(PumpStage.Stop + PumpStage.Done);
        _stage.Upstream.End();

        Assert.Null(await pump);
        Assert.Equal(["read", "flush", "read", "flush", "read", "flush", "read"], _stage.Journal);
    }

    [Fact]
    public async Task FrameInTwoPieces_IsSentOnlyWhenItIsWhole()
    {
        var pump = _stage.PumpStreamAsync();
        _stage.Upstream.Give(PumpStage.Content[..20]);
        await _stage.Upstream.ReadBegunAsync();
        await _stage.Upstream.ReadBegunAsync();
        Assert.DoesNotContain("flush", _stage.Journal);

        _stage.Upstream.Give(PumpStage.Content[20..] + PumpStage.Role[..10]);
        Assert.Equal(PumpStage.Content, await _stage.Sink.NextFlushAsync());
        _stage.Upstream.Give(PumpStage.Role[10..]);
        await EndAsync(pump);
    }

    [Fact]
    public async Task ErrorInThePreamble_MovesOnUnseen()
    {
        var pump = _stage.PumpStreamAsync();
        _stage.Upstream.Give(PumpStage.Role);
        _stage.Upstream.Give(PumpStage.Error);

        var fault = await pump;

        Assert.Equal("The model is overloaded.", fault?.Message);
        Assert.False(_stage.Reply.Committed);
        Assert.DoesNotContain("flush", _stage.Journal);
    }

    [Fact]
    public async Task ErrorAfterContent_GoesToTheClientAsTheUpstreamWroteIt()
    {
        var pump = _stage.PumpStreamAsync();
        _stage.Upstream.Give(PumpStage.Content);
        _stage.Upstream.Give(PumpStage.Error);
        _stage.Upstream.End();

        Assert.Equal("The model is overloaded.", (await pump)?.Message);
        Assert.Equal(PumpStage.Content + PumpStage.Error, _stage.Sink.Text);
        Assert.True(_stage.Reply.ErrorPassedThrough);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task UsageChunkThatTheClientDidNotAskFor_IsCountedAndDropped(bool dropUsage)
    {
        var pump = _stage.PumpStreamAsync(dropUsage);
        _stage.Upstream.Give(PumpStage.Content + PumpStage.Stop + PumpStage.Usage + PumpStage.Done);
        _stage.Upstream.End();

        Assert.Null(await pump);
        Assert.Equal(PumpStage.Content + PumpStage.Stop + (dropUsage ? "" : PumpStage.Usage) + PumpStage.Done, _stage.Sink.Text);
        Assert.Equal((7, 3), (_stage.TappedUsage.Input, _stage.TappedUsage.Output));
    }

    [Fact]
    public async Task StreamCutAfterContent_IsAFaultAndNeverASilentEnd()
    {
        var pump = _stage.PumpStreamAsync();
        _stage.Upstream.Give(PumpStage.Content);
        _stage.Upstream.End();

        Assert.Equal(FaultKind.Network, (await pump)?.Kind);
        Assert.True(_stage.Reply.Committed);

        await _stage.Reply.FailAsync(new Fault { Kind = FaultKind.Network, Message = "It broke off." }, TestContext.Current.CancellationToken);
        Assert.StartsWith(PumpStage.Content + "data: {\"error\":{\"message\":\"It broke off", _stage.Sink.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", _stage.Sink.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StreamCutBeforeContent_MovesOnUnseen()
    {
        var pump = _stage.PumpStreamAsync();
        _stage.Upstream.Give(PumpStage.Role);
        _stage.Upstream.End();

        Assert.Equal(FaultKind.Network, (await pump)?.Kind);
        Assert.False(_stage.Reply.Committed);
        Assert.DoesNotContain("flush", _stage.Journal);
    }

    [Fact]
    public async Task UpstreamThatFallsSilent_IsCancelledAfterTheIdleTime()
    {
        var pump = _stage.PumpStreamAsync();
        _stage.Upstream.Give(PumpStage.Content);
        await _stage.Sink.NextFlushAsync();
        await _stage.Upstream.ReadBegunAsync();
        await _stage.Upstream.ReadBegunAsync();

        _stage.Time.Advance(PumpStage.Idle);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pump);
        var fault = _stage.Clock.ToFault();
        Assert.Equal(FaultKind.Timeout, fault.Kind);
        Assert.Contains("idle_timeout_seconds", fault.Message, StringComparison.Ordinal);
    }

    private async Task EndAsync(Task<Fault?> pump)
    {
        _stage.Upstream.Give(PumpStage.Stop + PumpStage.Done);
        _stage.Upstream.End();
        Assert.Null(await pump);
    }
}
