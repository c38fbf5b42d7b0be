using AntigravityTools.Clients.Tests.Translation;
using AntigravityTools.Testing.Gateway;

namespace AntigravityTools.Clients.Tests.CommandLine;

/// <summary>Command-line agents on accounts of other protocols: a prompt and a tool round trip each.</summary>
public sealed class TranslatedClientTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>, IDisposable
{
    private const string Greeting = "Hello from the simulator";
    private const string ToolAnswer = "The tool answered: \"";

    private readonly CliRun _cli = new();

    private string BaseUrl => gateway.Process.ProxyUrl.ToString().TrimEnd('/');

    [Theory]
    [InlineData("gemini")]
    [InlineData("openai-chat")]
    [InlineData("openai-responses")]
    public async Task ClaudeCode_PromptsAndRunsATool(string upstream)
    {
        // For models it does not know it adds notes of its own to the conversation, which the simulator would take for the question where
        // the provider has no system role inside a conversation.
        await using var account = await LendAsync(upstream, "claude-sonnet-4-5-");
        _cli.With("ANTHROPIC_BASE_URL", BaseUrl).With("ANTHROPIC_API_KEY", "sk-client").With("ANTHROPIC_MODEL", account.Model)
            .With("ANTHROPIC_SMALL_FAST_MODEL", account.Model).With("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1").With("DISABLE_AUTOUPDATER", "1");

        Assert.Contains(Greeting, await _cli.OutputAsync("claude", "-p", "say hi"), StringComparison.Ordinal);
        Assert.Contains(ToolAnswer + "hi", await _cli.OutputAsync("claude", "-p", "run echo", "--allowedTools", "Bash"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("openai-chat")]
    [InlineData("anthropic")]
    [InlineData("openai-responses")]
    public async Task GeminiCli_PromptsAndRunsATool(string upstream)
    {
        await using var account = await LendAsync(upstream);
        _cli.With("GOOGLE_GEMINI_BASE_URL", BaseUrl).With("GEMINI_API_KEY", "sk-client").With("GEMINI_CLI_TRUST_WORKSPACE", "true")
            .WithFile(".gemini/settings.json", """
                {
                  "security": { "auth": { "selectedType": "gemini-api-key" } },
                  "privacy": { "usageStatisticsEnabled": false },
                  "telemetry": { "enabled": false },
                  "general": { "enableAutoUpdate": false, "disableAutoUpdate": true }
                }
                """);

        Assert.Contains(Greeting, await _cli.OutputAsync("gemini", "-m", account.Model, "-p", "say hi"), StringComparison.Ordinal);
        Assert.Contains(ToolAnswer, await _cli.OutputAsync("gemini", "--yolo", "-m", account.Model, "-p", "run echo"), StringComparison.Ordinal);
    }

    public void Dispose() => _cli.Dispose();

    private Task<UpstreamAccount> LendAsync(string upstream, string prefix = "cli-")
    {
        var model = prefix + Guid.NewGuid().ToString("N")[..8];
        return UpstreamAccount.AddAsync(gateway, gateway.Simulator, upstream, "sk-" + model, model);
    }
}
