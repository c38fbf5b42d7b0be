using System.Text;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Server.Tests.Gateway;

/// <summary>What Anthropic's own clients rely on: betas reach their vendor and nobody else, and a paused turn goes back as it came.</summary>
public sealed class AnthropicTurnTests
{
    private const string Ask = """{"model":"claude-opus-5-5","max_tokens":64,"messages":[{"role":"user","content":"hi"}]}""";

    [Theory]
    [InlineData(Protocol.Anthropic, "effort-2025-11-24,context-management-2025-06-27")]
    [InlineData(Protocol.OpenAIChat, null)]
    [InlineData(Protocol.OpenAIResponses, null)]
    [InlineData(Protocol.Gemini, null)]
    public async Task Betas_GoToTheirVendorOnly(Protocol upstream, string? expected)
    {
        await using var fleet = await TranslatedFleet.StartAsync(upstream);

        var (status, body, _, _) = await fleet.PostAsync("/v1/messages", Ask, ("anthropic-beta", "effort-2025-11-24,context-management-2025-06-27"));

        Assert.True(status == 200, body);
        var sent = fleet.Simulator.Requests[^1].Headers.Where(header => header.Key.StartsWith("anthropic-beta", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(expected, sent.Select(header => header.Value).SingleOrDefault());
        Assert.DoesNotContain("anthropic_beta", fleet.Simulator.Requests[^1].BodyText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PausedTurn_GoesBackAsItCame()
    {
        const string Content = """[{"type":"text","text":"Let me look."},{"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{"query":"q"}},{"type":"web_search_tool_result","tool_use_id":"srvtoolu_1","content":[{"type":"web_search_result","url":"https://example.test","title":"T","encrypted_content":"RXk=","page_age":null}]},{"type":"server_tool_use","id":"srvtoolu_2","name":"code_execution","input":{"code":"1+1"}}]""";
        await using var fleet = await TranslatedFleet.StartAsync(Protocol.Anthropic);
        fleet.Simulator.Script("sk-only", new Replay(
            Encoding.UTF8.GetBytes($$$"""{"id":"msg_1","type":"message","role":"assistant","model":"claude-opus-5-5","content":{{{Content}}},"stop_reason":"pause_turn","stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":1}}"""),
            "application/json"));

        var (_, paused, _, _) = await fleet.PostAsync("/v1/messages", Ask);
        Assert.Contains($$"""{{Content}},"stop_reason":"pause_turn",""", paused, StringComparison.Ordinal);

        var again = $$"""{"model":"claude-opus-5-5","max_tokens":64,"messages":[{"role":"user","content":"hi"},{"role":"assistant","content":{{Content}}}]}""";
        await fleet.PostAsync("/v1/messages", again);
        Assert.Equal(again, fleet.Simulator.Requests[^1].BodyText);
    }

    /// <summary>What Claude Code asks for with this field only Anthropic can do.</summary>
    [Theory]
    [InlineData(Protocol.Anthropic, 200)]
    [InlineData(Protocol.OpenAIChat, 400)]
    [InlineData(Protocol.Gemini, 400)]
    public async Task Safeguards_AreHadAtTheirVendorOnly(Protocol upstream, int expected)
    {
        await using var fleet = await TranslatedFleet.StartAsync(upstream);

        var (status, body, _, _) = await fleet.PostAsync("/v1/messages", Ask.Replace("\"max_tokens\"", "\"safeguards\":{\"mode\":\"x\"},\"max_tokens\"", StringComparison.Ordinal));

        Assert.Equal((expected, expected == 400), (status, body.Contains("safeguards", StringComparison.Ordinal) && body.Contains("invalid_request_error", StringComparison.Ordinal)));
    }

    /// <summary>Other protocols have no pause: their clients see an answer that ended, never a call to make.</summary>
    [Theory]
    [InlineData(Protocol.OpenAIChat, "\"finish_reason\":\"stop\"")]
    [InlineData(Protocol.Gemini, "\"finishReason\":\"STOP\"")]
    public async Task PausedTurn_IsAnEndElsewhere(Protocol client, string end)
    {
        await using var fleet = await TranslatedFleet.StartAsync(Protocol.Anthropic);
        fleet.Simulator.Script("sk-only", new Replay(
            """{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"Let me look."}],"stop_reason":"pause_turn","usage":{"input_tokens":1,"output_tokens":1}}"""u8.ToArray(),
            "application/json"));

        var (status, body, _, _) = await fleet.PostAsync(Talk.PathOf(client, stream: false), Talk.BodyOf(client, stream: false));

        Assert.True(status == 200, body);
        Assert.Contains("Let me look.", body, StringComparison.Ordinal);
        Assert.Contains(end, body, StringComparison.Ordinal);
    }
}
