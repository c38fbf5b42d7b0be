using System.Text.Json;
using AntigravityTools.Testing;
using AntigravityTools.Testing.Gateway;

namespace AntigravityTools.Clients.Tests.Npm;

/// <summary>Runs one call of an SDK from npm against the gateway.</summary>
internal sealed class NodeScript(GatewayFixture gateway, string package, string script)
{
    /// <summary>What the script printed.</summary>
    public async Task<JsonElement> RunAsync(string call)
    {
        var node = InstalledClients.NodeFor(package);
        using var folder = new TemporaryDirectory();
        var environment = new Dictionary<string, string>
        {
            ["CLIENTS"] = InstalledClients.Folder,
            ["BASE_URL"] = gateway.Process.ProxyUrl.ToString(),
        };
        var run = await CommandRun.ExecuteAsync(
            node, [Path.Combine(AppContext.BaseDirectory, "Npm", script), call], folder.Path, environment, TestContext.Current.CancellationToken);
        Assert.True(run.ExitCode == 0, run.ToString());
        using var json = JsonDocument.Parse(run.Output);
        return json.RootElement.Clone();
    }
}
