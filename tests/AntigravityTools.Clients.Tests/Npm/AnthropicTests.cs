using AntigravityTools.Testing.Gateway;

namespace AntigravityTools.Clients.Tests.Npm;

public sealed class AnthropicTests(GatewayFixture gateway)
{
    private readonly NodeScript _sdk = new(gateway, "@anthropic-ai/sdk", "anthropic.mjs");

    [Theory]
    [InlineData("message")]
    [InlineData("stream")]
    public async Task Prompt_GetsTheWholeAnswer(string call) => Expect.Hello(await _sdk.RunAsync(call));

    [Fact]
    public async Task Tool_IsCalledAndAnswered() => Expect.Weather(await _sdk.RunAsync("tool"));

    [Fact]
    public async Task Tokens_AreCounted() => Assert.True((await _sdk.RunAsync("count")).GetProperty("tokens").GetInt32() > 0);

    [Fact]
    public async Task Models_AreListed() => Expect.Lists(await _sdk.RunAsync("models"), "claude-opus-5-5");
}
