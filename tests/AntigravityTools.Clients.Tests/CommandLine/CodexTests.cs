using AntigravityTools.Testing.Gateway;

namespace AntigravityTools.Clients.Tests.CommandLine;

public sealed class CodexTests(GatewayFixture gateway) : IDisposable
{
    private readonly CliRun _codex = new();

    private string BaseUrl => new Uri(gateway.Process.ProxyUrl, "v1").ToString();

    [Fact]
    public async Task Prompt_IsAnswered()
    {
        var output = await Configured().OutputAsync("codex", "exec", "--skip-git-repo-check", "say hi");

        Assert.Contains("Hello from the simulator", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tool_IsRunAndItsResultAnswered()
    {
        var output = await Configured().OutputAsync(
            "codex", "exec", "--skip-git-repo-check", "--dangerously-bypass-approvals-and-sandbox", "run echo");

        Assert.Contains("The tool answered:", output, StringComparison.Ordinal);
    }

    /// <summary>Its built-in provider tries a WebSocket first.</summary>
    [Fact]
    public async Task BuiltInProvider_IsAnswered()
    {
        var output = await _codex.With("CODEX_API_KEY", "sk-client").OutputAsync(
            "codex", "exec", "--skip-git-repo-check", "-c", $"openai_base_url=\"{BaseUrl}\"", "-m", "gpt-5.4", "say hi");

        Assert.Contains("Hello from the simulator", output, StringComparison.Ordinal);
    }

    public void Dispose() => _codex.Dispose();

    private CliRun Configured() => _codex.With("GATEWAY_KEY", "sk-client").WithFile(".codex/config.toml", $"""
        model = "gpt-5.4"
        model_provider = "gateway"
        [model_providers.gateway]
        name = "Local gateway"
        base_url = "{BaseUrl}"
        env_key = "GATEWAY_KEY"
        wire_api = "responses"
        """);
}
