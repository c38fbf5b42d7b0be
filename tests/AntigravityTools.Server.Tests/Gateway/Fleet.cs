using System.Text;
using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Monitoring;
using AntigravityTools.Core.Pipeline;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage.InMemory;
using AntigravityTools.Core.Upstreams;
using AntigravityTools.Core.Usage;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Server.Listening;
using AntigravityTools.Server.Tests.Proxy;
using AntigravityTools.Simulator;
using Microsoft.Extensions.Logging;

namespace AntigravityTools.Server.Tests.Gateway;

/// <summary>A gateway with as many accounts as a test wants, all at one simulator, from socket to socket, on a clock of the test's choice.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private readonly UsageLedger _ledger;
    private readonly GatewayEngine _engine;
    private readonly LiveSubscription _feed;
    private readonly ProxyHost _host;

    private Fleet(SimulatorHost simulator, TimeProvider time, SchedulingConfig scheduling, ProxyConfig? proxy, ICredentialSource? credentials)
    {
        Simulator = simulator;
        Config = GatewayConfig.Default with { Proxy = proxy ?? new ProxyConfig { Port = 0, ApiKey = ProxyFixture.Key }, Scheduling = scheduling };
        _ledger = new(new InMemoryUsageStore(), time, Logs.CreateLogger<UsageLedger>());
        _engine = new(() => Config, _ledger, new PriceList(), new ProviderCatalogue(withSimulator: true), time, Logs, credentials);
        _feed = _engine.Feed.Watch();
        _host = new(ProxyServices.Of(_engine, () => Config, time, Logs, ProxyFixture.AdminSecret));
    }

    public GatewayConfig Config { get; set; }

    public SimulatorHost Simulator { get; }

    public AccountPool Pool => _engine.Pool;

    public CapturedLogs Logs { get; } = new();

    public HttpClient Client { get; } = new(new SocketsHttpHandler { UseProxy = false, ResponseDrainTimeout = TimeSpan.Zero });

    public static async Task<Fleet> StartAsync(
        TimeProvider time, SchedulingConfig? scheduling = null, ProxyConfig? proxy = null, ICredentialSource? credentials = null, SimulatorOptions? simulator = null)
    {
        var host = await SimulatorHost.StartAsync(simulator ?? new SimulatorOptions { TimeProvider = time }, ProxyFixture.Token);
        var fleet = new Fleet(host, time, scheduling ?? new SchedulingConfig { Strategy = Strategy.Priority }, proxy, credentials);
        await fleet._host.StartAsync(ProxyFixture.Token);
        fleet.Client.BaseAddress = new Uri(fleet._host.Status.Url!);
        return fleet;
    }

    /// <summary>Replaces all accounts; the first is tried first. An account's key is <c>sk-</c> and its id.</summary>
    public void SetAccounts(Protocol protocol, params string[] ids) => Pool.SetAccounts([.. ids.Select((id, at) => AccountFor(protocol, id, at))]);

    public Account AccountFor(Protocol protocol, string id, int priority, Uri? address = null) => new()
    {
        Id = id, Provider = ProviderCatalogue.Simulator, Name = "Account " + id, Credential = new Credential.ApiKey("sk-" + id),
        BaseUrl = address ?? (protocol is Protocol.OpenAIChat or Protocol.OpenAIResponses ? Simulator.OpenAiUrl : Simulator.AnthropicUrl),
        Protocols = [protocol], OfferedModels = [Talk.ModelOf(protocol)], Priority = priority, CreatedAt = DateTimeOffset.UnixEpoch,
    };

    public async Task<HttpResponseMessage> SendAsync(Protocol protocol, bool stream, CancellationToken cancellationToken, string? body = null, string? session = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Talk.PathOf(protocol, stream))
        {
            Content = new StringContent(body ?? Talk.BodyOf(protocol, stream), Encoding.UTF8, "application/json"),
        };
        if (session is not null)
        {
            request.Headers.Add("x-antigravity-session", session);
        }

        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    /// <summary>Sends a request and reads the whole answer and the record of it.</summary>
    public async Task<(int Status, string Body, HttpResponseMessage Answer, RequestRecord Record)> AskAsync(
        Protocol protocol, bool stream, string? body = null, string? session = null)
    {
        using var answer = await SendAsync(protocol, stream, ProxyFixture.Token, body, session);
        var text = await answer.Content.ReadAsStringAsync(ProxyFixture.Token);
        return ((int)answer.StatusCode, text, answer, await RecordAsync(ProxyFixture.Token));
    }

    public async Task<RequestRecord> RecordAsync(CancellationToken cancellationToken) => (await _feed.News.ReadAsync(cancellationToken)).Record;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host.DisposeAsync();
        _feed.Dispose();
        _engine.Dispose();
        await _ledger.DisposeAsync();
        await Simulator.DisposeAsync();
    }
}
