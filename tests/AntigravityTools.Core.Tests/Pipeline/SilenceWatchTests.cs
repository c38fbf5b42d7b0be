namespace AntigravityTools.Core.Tests.Pipeline;

public sealed class SilenceWatchTests : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);
    private readonly PumpStage _stage = new();

    public void Dispose() => _stage.Dispose();

    [Fact]
    public async Task FifteenSecondsWithoutAWord_SendAHeartbeatEachAndFixTheStatus()
    {
        var pump = _stage.PumpStreamAsync();
        await _stage.Upstream.ReadBegunAsync();
        _stage.Time.Advance(Longest - TimeSpan.FromMilliseconds(1));
        Assert.DoesNotContain("flush", _stage.Journal);

        _stage.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(": keep-alive\n\n", await _stage.Sink.NextFlushAsync());
        Assert.Equal(200, _stage.Sink.Status);
        Assert.StartsWith("text/event-stream", _stage.Sink.Header("Content-Type"), StringComparison.Ordinal);

        _stage.Upstream.Give(PumpStage.Content + PumpStage.Stop + PumpStage.Done);
        _stage.Upstream.End();
        Assert.Null(await pump);
        Assert.Equal(": keep-alive\n\n" + PumpStage.Content + PumpStage.Stop + PumpStage.Done, _stage.Sink.Text);
    }

    [Fact]
    public async Task ErrorAfterAHeartbeat_StillMovesOn()
    {
        var pump = _stage.PumpStreamAsync();
        await _stage.Upstream.ReadBegunAsync();
        _stage.Time.Advance(Longest);
        await _stage.Sink.NextFlushAsync();
        _stage.Upstream.Give(PumpStage.Error);

        Assert.NotNull(await pump);
        Assert.False(_stage.Reply.Committed);
        Assert.Equal(": keep-alive\n\n", _stage.Sink.Text);
    }

    [Fact]
    public async Task WorkThatIsDone_IsAwaitedWithoutAHeartbeat()
    {
        Assert.Equal(7, await _stage.Silence.WaitAsync(Task.FromResult(7)));
        _stage.Time.Advance(Longest * 3);

        Assert.DoesNotContain("flush", _stage.Journal);
    }
}
