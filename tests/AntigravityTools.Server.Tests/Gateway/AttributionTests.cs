using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Server.Tests.Gateway;

/// <summary>Claude Code's billing line, the first text of its system prompt, is for Anthropic's books alone.</summary>
public sealed class AttributionTests
{
    private const string Line = "x-anthropic-billing-header: cc_version=2.1.330";
    private const string Body = $$"""
        {"model":"claude-opus-5-5","max_tokens":64,"system":[{"type":"text","text":"{{Line}}"},{"type":"text","text":"Be kind."}],"messages":[{"role":"user","content":"hi"}]}
        """;

    [Theory]
    [InlineData(Protocol.OpenAIChat, false)]
    [InlineData(Protocol.OpenAIResponses, false)]
    [InlineData(Protocol.Gemini, false)]
    [InlineData(Protocol.Anthropic, true)]
    public async Task Line_ReachesAnthropicOnly(Protocol upstream, bool kept)
    {
        await using var fleet = await TranslatedFleet.StartAsync(upstream);

        var answer = await fleet.PostAsync("/v1/messages", Body);

        Assert.Equal(200, answer.Status);
        var sent = Assert.Single(fleet.Simulator.Requests).BodyText;
        Assert.Equal((kept, true), (sent.Contains(Line, StringComparison.Ordinal), sent.Contains("Be kind.", StringComparison.Ordinal)));
    }
}
