using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Monitoring;
using AntigravityTools.Core.Pipeline;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Upstreams;
using AntigravityTools.Core.Usage;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Server.Listening;
using AntigravityTools.Server.Tests.Proxy;
using AntigravityTools.Simulator;
using Microsoft.Extensions.Logging;

namespace AntigravityTools.Server.Tests.Gateway;

/// <summary>The real thing from socket to socket: listener, pipeline, and the simulator as the provider.</summary>
internal sealed class GatewayFixture : IAsyncDisposable
{
    private readonly UsageLedger _ledger;
    private readonly GatewayEngine _engine;
    private readonly LiveSubscription _feed;

    private GatewayFixture(SimulatorHost simulator, ProxyConfig config, Func<SimulatorHost, IReadOnlyList<Account>> accounts)
    {
        Simulator = simulator;
        var time = TimeProvider.System;
        var whole = GatewayConfig.Default with { Proxy = config };
        _ledger = new(Store, time, Logs.CreateLogger<UsageLedger>());
        _engine = new(() => whole, _ledger, new PriceList(), new ProviderCatalogue(withSimulator: true), time, Logs);
        _feed = _engine.Feed.Watch();
        _engine.Pool.SetAccounts(accounts(simulator));
        Host = new(ProxyServices.Of(_engine, () => whole, time, Logs, ProxyFixture.AdminSecret));
    }

    public SimulatorHost Simulator { get; }

    public ProxyHost Host { get; }

    public KeptRecords Store { get; } = new();

    public CapturedLogs Logs { get; } = new();

    public HttpClient Client { get; } = new(new SocketsHttpHandler { UseProxy = false });

    public static async Task<GatewayFixture> StartAsync(ProxyConfig? config = null, Func<SimulatorHost, IReadOnlyList<Account>>? accounts = null)
    {
        var simulator = await SimulatorHost.StartAsync(new SimulatorOptions(), ProxyFixture.Token);
        var gateway = new GatewayFixture(simulator, config ?? new() { Port = 0, ApiKey = ProxyFixture.Key }, accounts ?? OneOfEach);
        await gateway.Host.StartAsync(ProxyFixture.Token);
        gateway.Client.BaseAddress = new Uri(gateway.Host.Status.Url!);
        return gateway;
    }

    public async Task<HttpResponseMessage> PostAsync(string path, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, null, "application/json") };
        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ProxyFixture.Token);
    }

    public async Task<RequestRecord> SingleRecordAsync()
    {
        // The client has its answer before the record is made.
        await _feed.News.ReadAsync(ProxyFixture.Token);
        await _ledger.FlushAsync(ProxyFixture.Token);
        return Assert.Single(Store.Records);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
        _feed.Dispose();
        _engine.Dispose();
        await _ledger.DisposeAsync();
        await Simulator.DisposeAsync();
    }

    public static Account AccountFor(string id, Uri address, IReadOnlyList<string> models, params Protocol[] protocols) => new()
    {
        Id = id, Provider = ProviderCatalogue.Simulator, Name = "The account " + id, BaseUrl = address, Credential = new Credential.ApiKey("sk-upstream-" + id),
        Protocols = [.. protocols], OfferedModels = [.. models], CreatedAt = DateTimeOffset.UnixEpoch,
    };

    private static Account[] OneOfEach(SimulatorHost simulator) =>
    [
        AccountFor("acc_chat", simulator.OpenAiUrl, ["gpt-5.4"], Protocol.OpenAIChat, Protocol.OpenAIResponses),
        AccountFor("acc_claude", simulator.AnthropicUrl, ["claude-opus-5-5"], Protocol.Anthropic),
        AccountFor("acc_gemini", simulator.GeminiUrl, ["gemini-3.8-flash"], Protocol.Gemini),
    ];
}
