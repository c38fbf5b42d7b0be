using System.Text.Json.Nodes;
using AntigravityTools.Clients.Tests.Translation;
using AntigravityTools.Testing.Gateway;

namespace AntigravityTools.Clients.Tests.CommandLine;

/// <summary>
/// Codex on accounts of all four protocols, over HTTP and over WebSocket: a prompt and a tool round trip each. Every test has a gateway of
/// its own, whose log tells which way its client really took.
/// </summary>
public sealed class CodexTransportTests : IDisposable
{
    private readonly CliRun _codex = new();

    [Theory]
    [InlineData("openai-chat", false)]
    [InlineData("openai-responses", false)]
    [InlineData("anthropic", false)]
    [InlineData("gemini", false)]
    [InlineData("openai-chat", true)]
    [InlineData("openai-responses", true)]
    [InlineData("anthropic", true)]
    [InlineData("gemini", true)]
    public async Task Codex_PromptsAndRunsATool(string upstream, bool webSocket)
    {
        await using var gateway = new GatewayFixture();
        await gateway.InitializeAsync();

        await TalkAsync(gateway, upstream, webSocket);

        // The upgrade is logged when its connection ends, which is with Codex at the latest.
        Assert.Equal(webSocket, gateway.Process.Output.Contains("GET /v1/responses 101", StringComparison.Ordinal));
        Assert.Equal(!webSocket, gateway.Process.Output.Contains("POST /v1/responses 200", StringComparison.Ordinal) && !gateway.Process.Output.Contains("GET /v1/responses", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WebSocketSwitchedOff_IsRefusedWithUpgradeRequired_AndCodexGoesOnOverHttp()
    {
        await using var gateway = new GatewayFixture();
        await gateway.InitializeAsync();
        var off = new JsonObject { ["proxy"] = new JsonObject { ["websocket"] = false } };
        await gateway.Management.SendAsync(HttpMethod.Patch, "/api/config", off, TestContext.Current.CancellationToken);

        await TalkAsync(gateway, "anthropic", webSocket: true);

        Assert.Contains("GET /v1/responses 426", gateway.Process.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("GET /v1/responses 101", gateway.Process.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _codex.Dispose();

    private async Task TalkAsync(GatewayFixture gateway, string upstream, bool webSocket)
    {
        var model = "cli-" + Guid.NewGuid().ToString("N")[..8];
        await using var account = await UpstreamAccount.AddAsync(gateway, gateway.Simulator, upstream, "sk-" + model, model);
        _codex.With("GATEWAY_KEY", "sk-client").WithFile(".codex/config.toml", $"""
            model = "{account.Model}"
            model_provider = "gateway"
            [model_providers.gateway]
            name = "Local gateway"
            base_url = "{gateway.Process.ProxyUrl.ToString().TrimEnd('/')}/v1"
            env_key = "GATEWAY_KEY"
            wire_api = "responses"
            supports_websockets = {(webSocket ? "true" : "false")}
            """);

        Assert.Contains("Hello from the simulator", await RunAsync("say hi"), StringComparison.Ordinal);
        Assert.Contains("The tool answered: \"", await RunAsync("run echo"), StringComparison.Ordinal);
    }

    private Task<string> RunAsync(string prompt) =>
        _codex.OutputAsync("codex", "exec", "--skip-git-repo-check", "--dangerously-bypass-approvals-and-sandbox", prompt);
}
