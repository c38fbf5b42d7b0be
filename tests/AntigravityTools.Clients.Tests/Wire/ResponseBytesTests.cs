using System.Text;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Simulator;
using AntigravityTools.Simulator.Scripting;
using AntigravityTools.Testing;
using AntigravityTools.Testing.Gateway;

namespace AntigravityTools.Clients.Tests.Wire;

public sealed class ResponseBytesTests(GatewayFixture gateway)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Protocol.OpenAIChat)]
    [InlineData(Protocol.OpenAIResponses)]
    [InlineData(Protocol.Anthropic)]
    [InlineData(Protocol.Gemini)]
    public Task RecordedStream_ReachesTheClientByteForByte(Protocol protocol) =>
        PassesAsync(new WireCall(protocol, Stream: true), RecordedStreams.All(), "text/event-stream");

    [Theory]
    [InlineData(Protocol.OpenAIChat)]
    [InlineData(Protocol.OpenAIResponses)]
    [InlineData(Protocol.Anthropic)]
    [InlineData(Protocol.Gemini)]
    public Task RecordedAnswer_ReachesTheClientByteForByte(Protocol protocol) =>
        PassesAsync(new WireCall(protocol, Stream: false), RecordedStreams.Answers(), "application/json");

    private async Task PassesAsync(WireCall call, IEnumerable<RecordedStream> recorded, string contentType)
    {
        var streams = recorded.Where(stream => stream.Protocol == call.Protocol && !IsFailure(stream.Name)).ToList();
        Assert.SkipWhen(streams.Count == 0, "There are no recorded streams beside this checkout; ANTIGRAVITY_FIXTURES may name their folder.");
        await using var simulator = await SimulatorHost.StartAsync(new SimulatorOptions { AcceptAnyModel = true }, Cancel);
        await using var accounts = await gateway.AddAccountsAsync(call.Provider, call.BaseUrl(simulator), count: 1, renamed: false, Cancel);
        foreach (var stream in streams)
        {
            // Chunks that end in the middle of lines and of characters.
            simulator.Script(SimulatorHost.AnyCredential, new Replay(stream.Bytes, contentType) { Path = call.Verb, ChunkSizes = [1, 7, 64, 1021] });

            using var answer = await call.SendAsync(gateway, accounts.Model);
            var bytes = await answer.Content.ReadAsByteArrayAsync(Cancel);

            Assert.True(answer.IsSuccessStatusCode, $"{stream.Name}: {(int)answer.StatusCode} {Encoding.UTF8.GetString(bytes)}");
            Assert.True(stream.Bytes.AsSpan().SequenceEqual(bytes), $"{stream.Name}: sent {stream.Bytes.Length} bytes, got {bytes.Length}.");
        }
    }

    /// <summary>A recorded failure is a reason to ask another account, not an answer.</summary>
    private static bool IsFailure(string name) =>
        name.Contains("error", StringComparison.Ordinal) || name.Contains("-429-", StringComparison.Ordinal);
}
