using System.Text.Json.Nodes;
using AntigravityTools.Simulator;
using Xunit;

namespace AntigravityTools.Testing.Gateway;

/// <summary>
/// One running gateway for all tests of an assembly, with one account of each vendor at a simulator. A test that scripts faults brings
/// a simulator and accounts of its own (<see cref="AddAccountsAsync"/>), so tests do not see each other.
/// </summary>
public sealed class GatewayFixture : IAsyncLifetime
{
    private GatewayProcess? _process;

    /// <summary>The running program.</summary>
    public GatewayProcess Process => _process ?? throw new InvalidOperationException("The gateway has not been started.");

    /// <summary>The management API.</summary>
    public ManagementClient Management { get; private set; } = null!;

    /// <summary>The vendors behind the accounts that are always there.</summary>
    public SimulatorHost Simulator { get; private set; } = null!;

    /// <summary>A plain client of the proxy.</summary>
    public HttpClient Client { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        _process = await GatewayProcess.StartAsync("", cancellationToken);
        Management = new ManagementClient(Process.ConsoleUrl, Process.AdminKey);
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Process.ProxyUrl };
        Simulator = await SimulatorHost.StartAsync(new SimulatorOptions(), cancellationToken);
        foreach (var account in (JsonObject[])[
            Account("openai", Simulator.OpenAiUrl, "sk-upstream-openai"),
            Account("anthropic", Simulator.AnthropicUrl, "sk-upstream-anthropic"),
            Account("gemini", Simulator.GeminiUrl, "sk-upstream-gemini")])
        {
            await Management.AddAccountAsync(account, cancellationToken);
        }
    }

    /// <summary>Adds accounts that alone serve one model; they go away with the returned value.</summary>
    /// <param name="provider">The vendor: <c>openai</c>, <c>anthropic</c> or <c>gemini</c>.</param>
    /// <param name="baseUrl">Where it is.</param>
    /// <param name="count">How many.</param>
    /// <param name="renamed">True where the vendor knows the model by another name.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    public async Task<LentAccounts> AddAccountsAsync(
        string provider, Uri baseUrl, int count, bool renamed, CancellationToken cancellationToken)
    {
        var model = "model-" + Guid.NewGuid().ToString("N");
        var upstreamModel = renamed ? "upstream-" + model : model;
        var ids = new List<string>();
        for (var number = 1; number <= count; number++)
        {
            var account = Account(provider, baseUrl, $"sk-{model}-{number}");
            account["models"] = new JsonArray(upstreamModel);
            if (renamed)
            {
                account["aliases"] = new JsonObject { [model] = upstreamModel };
            }
            ids.Add(await Management.AddAccountAsync(account, cancellationToken));
        }
        return new LentAccounts(Management, model, upstreamModel, ids);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        Management?.Dispose();
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
        if (Simulator is not null)
        {
            await Simulator.DisposeAsync();
        }
    }

    private static JsonObject Account(string provider, Uri baseUrl, string key) => new()
    {
        ["provider"] = provider,
        ["name"] = "Account " + key,
        ["base_url"] = baseUrl.ToString(),
        ["auth"] = new JsonObject { ["type"] = "api_key", ["api_key"] = key },
    };
}
