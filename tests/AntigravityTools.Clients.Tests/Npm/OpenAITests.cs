using AntigravityTools.Testing.Gateway;

namespace AntigravityTools.Clients.Tests.Npm;

public sealed class OpenAITests(GatewayFixture gateway)
{
    private readonly NodeScript _sdk = new(gateway, "openai", "openai.mjs");

    [Theory]
    [InlineData("chat")]
    [InlineData("chatStream")]
    [InlineData("responses")]
    [InlineData("responsesStream")]
    public async Task Prompt_GetsTheWholeAnswer(string call) => Expect.Hello(await _sdk.RunAsync(call));

    [Theory]
    [InlineData("chatTool")]
    [InlineData("responsesTool")]
    public async Task Tool_IsCalledAndAnswered(string call) => Expect.Weather(await _sdk.RunAsync(call));

    [Fact]
    public async Task Embeddings_ComeOnePerText() => Expect.TwoVectors(await _sdk.RunAsync("embeddings"));

    [Fact]
    public async Task Models_AreListed() => Expect.Lists(await _sdk.RunAsync("models"), "gpt-5.4");
}
