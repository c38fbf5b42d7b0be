using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Server.Tests.Gateway;

public sealed class StrictTests
{
    private const string Chat = """{"model":"gpt-5.4","seed":7,"logit_bias":{"1":2},"messages":[{"role":"user","content":"hi"}]}""";
    private const string Responses = """{"model":"gpt-5.4","truncation":"auto","top_logprobs":2,"input":"hi"}""";
    private const string Messages = """{"model":"claude-opus-5-5","max_tokens":64,"top_k":5,"context_management":{"edits":[]},"messages":[{"role":"user","content":"hi"}]}""";
    private const string Contents = """{"contents":[{"role":"user","parts":[{"text":"hi"}]}],"safetySettings":[],"generationConfig":{"seed":7}}""";

    [Theory]
    [InlineData(Protocol.OpenAIChat, Protocol.Anthropic, Chat, "seed logit_bias", """{"error":{"message":""")]
    [InlineData(Protocol.OpenAIResponses, Protocol.Anthropic, Responses, "truncation include", """{"error":{"message":""")]
    [InlineData(Protocol.Anthropic, Protocol.OpenAIChat, Messages, "top_k context_management", """{"type":"error","error":{"type":"invalid_request_error",""")]
    [InlineData(Protocol.Gemini, Protocol.Anthropic, Contents, "safetySettings generationConfig.seed", """{"error":{"code":400,""")]
    public async Task Loss_IsRefusedInTheClientsShapeNamingEveryField(Protocol inbound, Protocol upstream, string body, string fields, string shape)
    {
        await using var fleet = await TranslatedFleet.StartAsync(upstream);

        var strict = await fleet.PostAsync(Talk.PathOf(inbound, stream: false), body, ("x-antigravity-strict", "1"));

        Assert.Equal(400, strict.Status);
        Assert.StartsWith(shape, strict.Body, StringComparison.Ordinal);
        Assert.All(fields.Split(' '), field => Assert.Contains(field, strict.Body, StringComparison.Ordinal));
        Assert.Empty(fleet.Simulator.Requests);
        Assert.Equal((Verdict.BadRequest, true), (strict.Record.Verdict, strict.Record.Loss.Length >= 2));
    }

    [Theory]
    [InlineData(Protocol.OpenAIChat, Protocol.Anthropic, Chat, "seed")]
    [InlineData(Protocol.OpenAIResponses, Protocol.Anthropic, Responses, "truncation")]
    [InlineData(Protocol.Anthropic, Protocol.OpenAIChat, Messages, "top_k")]
    [InlineData(Protocol.Gemini, Protocol.Anthropic, Contents, "safetySettings")]
    public async Task Loss_IsOnlyNotedOtherwise(Protocol inbound, Protocol upstream, string body, string field)
    {
        await using var fleet = await TranslatedFleet.StartAsync(upstream);

        var lenient = await fleet.PostAsync(Talk.PathOf(inbound, stream: false), body, ("x-antigravity-strict", "0"));

        Assert.Equal(200, lenient.Status);
        Assert.Contains(lenient.Record.Loss, loss => loss.Field == field && loss.What == "dropped" && loss.Why.Length > 0);
    }

    [Theory]
    [InlineData(Protocol.OpenAIChat, Protocol.Gemini)]
    [InlineData(Protocol.OpenAIResponses, Protocol.Anthropic)]
    [InlineData(Protocol.Anthropic, Protocol.OpenAIChat)]
    [InlineData(Protocol.Gemini, Protocol.Anthropic)]
    public async Task RequestWithoutLoss_IsAnswered(Protocol inbound, Protocol upstream)
    {
        await using var fleet = await TranslatedFleet.StartAsync(upstream);

        var strict = await fleet.PostAsync(Talk.PathOf(inbound, stream: true), Talk.BodyOf(inbound, stream: true), ("x-antigravity-strict", "1"));

        Assert.Equal(200, strict.Status);
        Assert.Contains(Talk.EndOf(inbound, stream: true), strict.Body, StringComparison.Ordinal);
    }

    /// <summary>The bytes of the client's own protocol pass untouched, so nothing is lost.</summary>
    [Fact]
    public async Task SameProtocol_IsNeverRefused()
    {
        await using var fleet = await TranslatedFleet.StartAsync(Protocol.OpenAIChat);

        var strict = await fleet.PostAsync("/v1/chat/completions", Chat, ("x-antigravity-strict", "1"));

        Assert.Equal((200, true), (strict.Status, strict.Record.Loss.IsEmpty));
    }
}
