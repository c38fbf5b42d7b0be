using System.Text.Json;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Server.Tests.Gateway;

/// <summary>Token counts of accounts that speak the client's protocol but may have no call for it.</summary>
public sealed class TokenCountTests
{
    private const string Mark = "x-antigravity-token-count";
    private const string Claude = "/v1/messages/count_tokens";
    private const string Google = "/v1beta/models/gemini-3.8-flash:countTokens";
    private const string OpenAI = "/v1/responses/input_tokens";

    [Theory]
    [InlineData(Protocol.Anthropic, Claude, "input_tokens", 404, "404 page not found")]
    [InlineData(Protocol.Anthropic, Claude, "input_tokens", 405, """{"detail":"Method Not Allowed"}""")]
    [InlineData(Protocol.Anthropic, Claude, "input_tokens", 501, """{"type":"error","error":{"type":"not_supported","message":"no"}}""")]
    [InlineData(Protocol.Gemini, Google, "totalTokens", 404, "")]
    [InlineData(Protocol.OpenAIResponses, OpenAI, "input_tokens", 404, """{"detail":"Not Found"}""")]
    public async Task ProviderWithoutTheCall_IsStoodInForByAnEstimate(Protocol protocol, string path, string field, int status, string refusal)
    {
        await using var fleet = await TranslatedFleet.StartAsync(protocol);
        fleet.Simulator.Script("sk-only", new RawFault(status, refusal));

        var count = await fleet.PostAsync(path, Talk.BodyOf(protocol, stream: false));

        Assert.Equal((200, Verdict.Ok, "estimate"), (count.Status, count.Record.Verdict, count.Answer.Headers.GetValues(Mark).Single()));
        Assert.InRange(JsonDocument.Parse(count.Body).RootElement.GetProperty(field).GetInt32(), 1, 50);
        Assert.Equal(200, (await fleet.AskAsync(protocol, stream: false)).Status);
    }

    [Theory]
    [InlineData(404, """{"type":"error","error":{"type":"not_found_error","message":"model: claude-opus-5-5"}}""")]
    [InlineData(400, """{"type":"error","error":{"type":"invalid_request_error","message":"messages: is missing"}}""")]
    public async Task AnswerAboutTheRequest_IsNoReasonToEstimate(int status, string refusal)
    {
        await using var fleet = await TranslatedFleet.StartAsync(Protocol.Anthropic);
        fleet.Simulator.Script("sk-only", new RawFault(status, refusal));

        var count = await fleet.PostAsync(Claude, Talk.BodyOf(Protocol.Anthropic, stream: false));

        Assert.Equal((status, false), (count.Status, count.Answer.Headers.Contains(Mark)));
    }

    [Fact]
    public async Task ProviderWithTheCall_AnswersItself()
    {
        await using var fleet = await TranslatedFleet.StartAsync(Protocol.Anthropic);

        var count = await fleet.PostAsync(Claude, Talk.BodyOf(Protocol.Anthropic, stream: false));

        Assert.Equal((200, false), (count.Status, count.Answer.Headers.Contains(Mark)));
    }
}
