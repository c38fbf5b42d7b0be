using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Server.Tests.Gateway;

/// <summary>Requests that no account can be asked for.</summary>
public sealed class NobodyServesTests
{
    [Theory]
    [InlineData(Protocol.OpenAIChat)]
    [InlineData(Protocol.OpenAIResponses)]
    [InlineData(Protocol.Anthropic)]
    [InlineData(Protocol.Gemini)]
    public async Task NoAccountAtAll_IsAPersonsTurn_NotAMissingModel(Protocol protocol)
    {
        await using var fleet = await Fleet.StartAsync(TimeProvider.System);
        var (status, body, answer, _) = await fleet.AskAsync(protocol, stream: false);
        Assert.Equal((503, "false"), (status, answer.Headers.GetValues("x-should-retry").Single()));
        Assert.Contains("No account has been added yet", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NameOfNoModel_FillsNeitherHeadersNorHistory()
    {
        await using var fleet = await Fleet.StartAsync(TimeProvider.System);
        fleet.SetAccounts(Protocol.OpenAIChat, "a");
        var body = $$"""{"model":"{{new string('x', 100_000)}}","messages":[{"role":"user","content":"Hi"}]}""";
        var (status, text, answer, record) = await fleet.AskAsync(Protocol.OpenAIChat, stream: false, body);
        Assert.Equal(400, status);
        Assert.False(answer.Headers.Contains("x-antigravity-model"));
        Assert.InRange(text.Length, 1, 1000);
        Assert.Equal(512, record.RequestedModel!.Length);
    }
}
