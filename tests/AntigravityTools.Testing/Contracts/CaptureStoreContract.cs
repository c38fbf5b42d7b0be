using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage;
using AntigravityTools.Protocols.Model;
using Xunit;

namespace AntigravityTools.Testing.Contracts;

/// <summary>What every <see cref="ICaptureStore"/> does.</summary>
public abstract class CaptureStoreContract
{
    /// <summary>An empty store.</summary>
    protected abstract ICaptureStore Store { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task KeptCapture_ComesBackWithEveryField()
    {
        var kept = Sample("req_1", SampleRequests.Noon);
        Assert.True(await Store.AddAsync([kept], Token) > 0);
        var found = await Store.FindAsync("req_1", Token);
        Assert.Equal(kept with { Headers = [] }, found! with { Headers = [] });
        Assert.Equal(kept.Headers.AsEnumerable(), found.Headers.AsEnumerable());
        Assert.Null(await Store.FindAsync("req_2", Token));
    }

    [Fact]
    public async Task Captures_AreListedByTimeCountedAndRemoved()
    {
        await Store.AddAsync([Sample("req_late", SampleRequests.Noon.AddHours(1)), Sample("req_early", SampleRequests.Noon)], Token);
        Assert.Equal(["req_early", "req_late"], await Store.IdsAsync(Token));
        var (count, bytes) = await Store.SizeAsync(Token);
        Assert.Equal((2, true), (count, bytes > 0));
        Assert.True(await Store.DeleteAsync("req_late", Token));
        Assert.False(await Store.DeleteAsync("req_late", Token));
        Assert.Equal(["req_early"], await Store.IdsAsync(Token));
    }

    [Fact]
    public async Task OldCaptures_GoAndYoungOnesStay()
    {
        await Store.AddAsync([.. Enumerable.Range(0, 120).Select(minute => Sample($"req_{minute:000}", SampleRequests.Noon.AddMinutes(minute)))], Token);
        await Store.DeleteOlderAsync(SampleRequests.Noon.AddMinutes(119), Token);
        Assert.Equal(["req_119"], await Store.IdsAsync(Token));
        await Store.DeleteOlderAsync(DateTimeOffset.MaxValue, Token);
        Assert.Equal((0, 0), await Store.SizeAsync(Token));
    }

    /// <summary>A capture with every field set.</summary>
    protected static CapturedExchange Sample(string id, DateTimeOffset at) => new()
    {
        Id = id,
        At = at,
        Protocol = Protocol.Gemini,
        Operation = Operation.Generate,
        Method = "POST",
        Path = "/v1beta/models/gemini-2.5-flash:streamGenerateContent",
        Query = "?alt=sse",
        PathModel = "gemini-2.5-flash",
        ResourceId = "resp_1",
        Stream = true,
        StreamForm = StreamForm.JsonArray,
        Headers = [new("anthropic-beta", "one"), new("anthropic-beta", "two")],
        ContentType = "application/json",
        Request = new("{\"text\":\"안녕, plainly-readable\"}", 40, IsCut: false, IsBinary: false, IsRedacted: true),
        Status = 200,
        AnswerType = "text/event-stream",
        Answer = new("data: {}\n\n", 5_000_000, IsCut: true, IsBinary: false, IsRedacted: false),
    };
}
