using AntigravityTools.Testing.Gateway;

namespace AntigravityTools.Clients.Tests.CommandLine;

public sealed class ClaudeCodeTests(GatewayFixture gateway) : IDisposable
{
    private readonly CliRun _claude = new CliRun()
        .With("ANTHROPIC_BASE_URL", gateway.Process.ProxyUrl.ToString().TrimEnd('/'))
        .With("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1")
        .With("DISABLE_AUTOUPDATER", "1");

    [Fact]
    public async Task Prompt_IsAnswered()
    {
        var output = await _claude.With("ANTHROPIC_API_KEY", "sk-client").OutputAsync("claude", "-p", "say hi");

        Assert.Contains("Hello from the simulator", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tool_IsRunAndItsResultAnswered()
    {
        var output = await _claude.With("ANTHROPIC_AUTH_TOKEN", "sk-client").OutputAsync("claude", "-p", "run echo", "--allowedTools", "Bash");

        Assert.Contains("The tool answered: \"hi", output, StringComparison.Ordinal);
    }

    public void Dispose() => _claude.Dispose();
}
