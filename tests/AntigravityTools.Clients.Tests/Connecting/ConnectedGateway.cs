using System.Text.Json.Nodes;
using AntigravityTools.Simulator;
using AntigravityTools.Testing.Gateway;

namespace AntigravityTools.Clients.Tests.Connecting;

/// <summary>A gateway that asks every client for its key, with an account of each vendor at a simulator.</summary>
public sealed class ConnectedGateway : IAsyncLifetime
{
    /// <summary>The running program.</summary>
    public GatewayProcess Process { get; private set; } = null!;

    private SimulatorHost? Simulator { get; set; }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        Process = await GatewayProcess.StartAsync("", cancellationToken);
        Simulator = await SimulatorHost.StartAsync(new SimulatorOptions(), cancellationToken);
        using var management = new ManagementClient(Process.ConsoleUrl, Process.AdminKey);
        await management.SendAsync(HttpMethod.Patch, "/api/config", new JsonObject { ["proxy"] = new JsonObject { ["auth_mode"] = "strict" } }, cancellationToken);
        foreach (var (provider, url) in new[] { ("openai", Simulator.OpenAiUrl), ("anthropic", Simulator.AnthropicUrl), ("gemini", Simulator.GeminiUrl) })
        {
            await management.AddAccountAsync(new JsonObject
            {
                ["provider"] = provider, ["name"] = provider, ["base_url"] = url.ToString(),
                ["auth"] = new JsonObject { ["type"] = "api_key", ["api_key"] = "sk-upstream-" + provider },
            }, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Process is not null)
        {
            await Process.DisposeAsync();
        }

        if (Simulator is not null)
        {
            await Simulator.DisposeAsync();
        }
    }
}
