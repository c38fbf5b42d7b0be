using AntigravityTools.Clients.Tests.Translation;
using AntigravityTools.Testing.Gateway;

namespace AntigravityTools.Clients.Tests.CommandLine;

/// <summary>OpenCode's four providers, one for each protocol, on accounts of the others: a prompt and a tool round trip each.</summary>
public sealed class OpenCodeTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>, IDisposable
{
    private readonly CliRun _cli = new CliRun()
        .With("OPENCODE_DISABLE_MODELS_FETCH", "1")
        .With("OPENCODE_DISABLE_AUTOUPDATE", "1")
        .With("OPENCODE_DISABLE_LSP_DOWNLOAD", "1");

    [Theory]
    [InlineData("@ai-sdk/openai-compatible", "v1", "anthropic")]
    [InlineData("@ai-sdk/openai-compatible", "v1", "gemini")]
    [InlineData("@ai-sdk/openai", "v1", "anthropic")]
    [InlineData("@ai-sdk/openai", "v1", "gemini")]
    [InlineData("@ai-sdk/anthropic", "v1", "openai-chat")]
    [InlineData("@ai-sdk/anthropic", "v1", "gemini")]
    [InlineData("@ai-sdk/google", "v1beta", "openai-chat")]
    [InlineData("@ai-sdk/google", "v1beta", "anthropic")]
    public async Task OpenCode_PromptsAndRunsATool(string package, string version, string upstream)
    {
        var model = "opencode-" + Guid.NewGuid().ToString("N")[..8];
        await using var account = await UpstreamAccount.AddAsync(gateway, gateway.Simulator, upstream, "sk-" + model, model);
        _cli.WithFile("opencode.json", $$"""
            {
              "autoupdate": false,
              "share": "disabled",
              "model": "gateway/{{model}}",
              "small_model": "gateway/{{model}}",
              "permission": { "bash": "allow" },
              "provider": {
                "gateway": {
                  "npm": "{{package}}",
                  "options": { "baseURL": "{{new Uri(gateway.Process.ProxyUrl, version)}}", "apiKey": "sk-client" },
                  "models": { "{{model}}": { "name": "Model" } }
                }
              }
            }
            """);

        Assert.Contains("Hello from the simulator", await _cli.OutputAsync("opencode", "run", "say hi"), StringComparison.Ordinal);
        Assert.Contains("The tool answered: \"", await _cli.OutputAsync("opencode", "run", "run echo"), StringComparison.Ordinal);
    }

    public void Dispose() => _cli.Dispose();
}
