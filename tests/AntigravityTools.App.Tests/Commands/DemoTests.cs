using AntigravityTools.App.Tests.Running;

namespace AntigravityTools.App.Tests.Commands;

public sealed class DemoTests : IDisposable
{
    private readonly TestHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Tour_AnswersInEveryProtocolAndShowsHealing()
    {
        var temporary = Path.Combine(_home.Path, "tmp");
        Directory.CreateDirectory(temporary);
        _home.Variables["TMPDIR"] = temporary;

        var (code, output, errors) = await Gateway.RunAsync(_home, "demo", "--exit");

        Assert.True(code == 0, output + errors);
        foreach (var protocol in (string[])["openai-chat", "openai-responses", "anthropic", "gemini"])
        {
            Assert.Matches($"(?m)^  {protocol} +whole +200 .*Hello", output);
            Assert.Matches($"(?m)^  {protocol} +streamed +200 .*Hello", output);
        }

        Assert.Matches("Anthropic demo [AB] answered 429: rate_limited; next account", output);
        Assert.Empty(errors);
        Assert.DoesNotContain(Directory.GetDirectories(temporary), directory => directory.Contains("antigravity-demo", StringComparison.Ordinal));
        Assert.False(Directory.Exists(_home.Data));
    }

    [Fact]
    public async Task Demo_ServesOnUntilItIsTold()
    {
        await using var gateway = await Gateway.StartAsync(_home, "Serving until Ctrl-C", "demo");

        gateway.Signal("INT");

        Assert.Equal(0, await gateway.WaitForExitAsync());
    }
}
