using System.Text;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Server.Tests.Gateway;
using AntigravityTools.Server.Tests.Proxy;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Server.Tests.State;

/// <summary>A request that names what one account keeps goes to that account, or fails by name.</summary>
public sealed class ServerObjectTests
{
    [Fact]
    public async Task Response_IsContinuedByItsMaker_WhoeverElseIsFirst()
    {
        await using var fleet = await Fleet.StartAsync(TimeProvider.System);
        fleet.SetAccounts(Protocol.OpenAIResponses, "a", "b");
        var id = (await StoredResponseTests.PostAsync(fleet, "/v1/responses", Talk.BodyOf(Protocol.OpenAIResponses, stream: false))).GetProperty("id").GetString();
        await fleet.RecordAsync(ProxyFixture.Token);

        fleet.SetAccounts(Protocol.OpenAIResponses, "b", "a");
        var (status, text, _, record) = await fleet.AskAsync(Protocol.OpenAIResponses, stream: true, $$"""{"model":"gpt-5.4","stream":true,"previous_response_id":"{{id}}","input":"more"}""");
        Assert.True(status == 200 && record.AccountId == "a", text);

        fleet.SetAccounts(Protocol.OpenAIResponses, "b");
        (status, text, _, _) = await fleet.AskAsync(Protocol.OpenAIResponses, stream: false, $$"""{"model":"gpt-5.4","previous_response_id":"{{id}}","input":"more"}""");
        Assert.Equal(400, status);
        Assert.Contains("previous_response_not_found", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Protocol.Anthropic, """{"model":"claude-opus-5-5","max_tokens":64,"messages":[{"role":"user","content":[{"type":"document","source":{"type":"file","file_id":"file_011"}},{"type":"text","text":"hi"}]}]}""", "file_011")]
    [InlineData(Protocol.Anthropic, """{"model":"claude-opus-5-5","max_tokens":64,"container":{"id":"container_7"},"messages":[{"role":"user","content":"hi"}]}""", "container_7")]
    [InlineData(Protocol.OpenAIResponses, """{"model":"gpt-5.4","conversation":{"id":"conv_7"},"input":"hi"}""", "conv_7")]
    [InlineData(Protocol.Gemini, """{"cachedContent":"cachedContents/7","contents":[{"role":"user","parts":[{"text":"hi"}]}]}""", "cachedContents/7")]
    public async Task ObjectThatAnAccountServed_PinsItsFollowers(Protocol protocol, string body, string name)
    {
        await using var fleet = await Fleet.StartAsync(TimeProvider.System);
        fleet.SetAccounts(protocol, "a", "b");
        Assert.Equal("a", (await fleet.AskAsync(protocol, stream: false, body)).Record.AccountId);

        fleet.SetAccounts(protocol, "b", "a");
        var other = body.Replace("\"hi\"", "\"something else entirely\"", StringComparison.Ordinal);
        Assert.Equal("a", (await fleet.AskAsync(protocol, stream: false, other)).Record.AccountId);
        Assert.Equal("b", (await fleet.AskAsync(protocol, stream: false)).Record.AccountId);

        fleet.SetAccounts(protocol, "b");
        var (status, text, _, _) = await fleet.AskAsync(protocol, stream: false, other);
        Assert.Equal(400, status);
        Assert.Contains(name, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ContainerThatAnAnswerTellsOf_PinsItsFollowers(bool stream)
    {
        await using var fleet = await Fleet.StartAsync(TimeProvider.System);
        fleet.SetAccounts(Protocol.Anthropic, "a", "b");
        const string Container = "\"container\":{\"id\":\"container_011\",\"expires_at\":\"2026-11-25T00:00:00Z\"}";
        var whole = $$$"""{"id":"msg_1","type":"message","role":"assistant","model":"claude-opus-5-5","content":[{"type":"text","text":"done"}],"stop_reason":"end_turn",{{{Container}}},"usage":{"input_tokens":1,"output_tokens":1}}""";
        var events = "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[],\"usage\":{\"input_tokens\":1}}}\n\n"
            + "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n"
            + "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"done\"}}\n\n"
            + $$$"""data: {"type":"message_delta","delta":{"stop_reason":"end_turn",{{{Container}}}},"usage":{"output_tokens":1}}""" + "\n\n"
            + "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";
        fleet.Simulator.Script("sk-a", new Replay(Encoding.UTF8.GetBytes(stream ? events : whole), stream ? "text/event-stream" : "application/json"));
        await fleet.AskAsync(Protocol.Anthropic, stream);

        fleet.SetAccounts(Protocol.Anthropic, "b", "a");
        var follower = """{"model":"claude-opus-5-5","max_tokens":64,"container":"container_011","messages":[{"role":"user","content":"again"}]}""";
        Assert.Equal("a", (await fleet.AskAsync(Protocol.Anthropic, stream: false, follower)).Record.AccountId);
    }
}
