using AntigravityTools.Testing.Gateway;

namespace AntigravityTools.Clients.Tests.CommandLine;

public sealed class GeminiCliTests(GatewayFixture gateway) : IDisposable
{
    private readonly CliRun _gemini = new CliRun()
        .With("GOOGLE_GEMINI_BASE_URL", gateway.Process.ProxyUrl.ToString().TrimEnd('/'))
        .With("GEMINI_API_KEY", "sk-client")
        .With("GEMINI_CLI_TRUST_WORKSPACE", "true")
        .WithFile(".gemini/settings.json", """
            {
              "security": { "auth": { "selectedType": "gemini-api-key" } },
              "privacy": { "usageStatisticsEnabled": false },
              "telemetry": { "enabled": false },
              "general": { "enableAutoUpdate": false, "disableAutoUpdate": true }
            }
            """);

    [Fact]
    public async Task Prompt_IsAnswered()
    {
        var output = await _gemini.OutputAsync("gemini", "-p", "say hi");

        Assert.Contains("Hello from the simulator", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tool_IsRunAndItsResultAnswered()
    {
        var output = await _gemini.OutputAsync("gemini", "--yolo", "-m", "gemini-3.1-pro-preview", "-p", "run echo");

        Assert.Contains("The tool answered:", output, StringComparison.Ordinal);
    }

    public void Dispose() => _gemini.Dispose();
}
