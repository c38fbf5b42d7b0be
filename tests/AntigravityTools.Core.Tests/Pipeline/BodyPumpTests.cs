using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Tests.Pipeline;

public sealed class BodyPumpTests : IDisposable
{
    private const string Answer = "{\"id\":\"c\",\"choices\":[{\"message\":{\"content\":\"Hi\"}}],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2,\"total_tokens\":7}}";
    private readonly PumpStage _stage = new(stream: false);

    public void Dispose() => _stage.Dispose();

    [Fact]
    public async Task WholeAnswer_IsSentInOnePieceWithItsLengthAndCounted()
    {
        var pump = _stage.PumpBodyAsync();
        _stage.Upstream.Give(Answer[..30]);
        await _stage.Upstream.ReadBegunAsync();
        await _stage.Upstream.ReadBegunAsync();
        Assert.DoesNotContain("flush", _stage.Journal);

        _stage.Upstream.Give(Answer[30..]);
        _stage.Upstream.End();

        Assert.Null(await pump);
        Assert.Equal(Answer, await _stage.Sink.NextFlushAsync());
        Assert.Equal(Answer.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), _stage.Sink.Header("Content-Length"));
        Assert.Equal((5, 2), (_stage.Exchange.Usage.Input, _stage.Exchange.Usage.Output));
    }

    [Fact]
    public async Task AnswerOfKnownLength_EndsWithoutAnotherRead()
    {
        var pump = _stage.PumpBodyAsync(length: Answer.Length);
        _stage.Upstream.Give(Answer);

        Assert.Null(await pump);
        Assert.Equal(["read", "flush"], _stage.Journal);
    }

    [Fact]
    public async Task AnswerShorterThanAnnounced_MovesOnUnseen()
    {
        var pump = _stage.PumpBodyAsync(length: Answer.Length);
        _stage.Upstream.Give(Answer[..40]);
        _stage.Upstream.End();

        Assert.Equal(FaultKind.Network, (await pump)?.Kind);
        Assert.False(_stage.Reply.Committed);
        Assert.DoesNotContain("flush", _stage.Journal);
    }

    [Fact]
    public async Task ErrorInsideA200_MovesOnUnseen()
    {
        var pump = _stage.PumpBodyAsync();
        _stage.Upstream.Give("{\"error\":{\"message\":\"No capacity.\",\"code\":\"overloaded\"}}");
        _stage.Upstream.End();

        Assert.Equal("No capacity.", (await pump)?.Message);
        Assert.False(_stage.Reply.Committed);
    }

    [Fact]
    public async Task Sound_GoesThroughAsItComes()
    {
        var pump = _stage.PumpBodyAsync("audio/mpeg");
        _stage.Upstream.Give("one");
        Assert.Equal("one", await _stage.Sink.NextFlushAsync());
        _stage.Upstream.Give("two");
        Assert.Equal("two", await _stage.Sink.NextFlushAsync());
        _stage.Upstream.End();

        Assert.Null(await pump);
        Assert.Null(_stage.Sink.Header("Content-Length"));
    }
}
