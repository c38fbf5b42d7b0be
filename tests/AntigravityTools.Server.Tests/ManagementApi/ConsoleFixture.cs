using System.Net;
using System.Text;
using System.Text.Json;
using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Accounts.OAuth;
using AntigravityTools.Core.Clients;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Management;
using AntigravityTools.Core.Management.Backups;
using AntigravityTools.Core.Monitoring;
using AntigravityTools.Core.Pipeline;
using AntigravityTools.Core.Storage.InMemory;
using AntigravityTools.Core.Telemetry;
using AntigravityTools.Core.Upstreams;
using AntigravityTools.Core.Usage;
using AntigravityTools.Server.Auth;
using AntigravityTools.Server.Listening;
using AntigravityTools.Server.ManagementApi;
using AntigravityTools.Server.OAuthCallback;
using AntigravityTools.Server.Tests.OAuth;
using AntigravityTools.Server.Tests.Proxy;
using AntigravityTools.Simulator;
using AntigravityTools.Testing;
using AntigravityTools.Testing.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AntigravityTools.Server.Tests.ManagementApi;

/// <summary>The console's listener as the program puts it together, with the proxy beside it and the simulator as the provider.</summary>
internal sealed class ConsoleFixture : IAsyncDisposable
{
    public const string AdminKey = "admin-key-0123456789abcdef0123456789";
    public const string ClientKey = "sk-client-0123456789abcdef";

    private readonly UsageLedger _ledger;
    private readonly BodyCapture _capture;
    private readonly GatewayEngine _engine;
    private readonly WebApplication _console;
    private readonly OAuthClients _clients;
    private readonly OAuthSessions _sessions;
    private readonly BackupCommands _backups;
    private readonly TelemetrySource _telemetry;
    private readonly PrometheusSwitch _metrics;

    private ConsoleFixture(SimulatorHost simulator, GatewayConfig config, TimeProvider time, Func<string, string?> environment)
    {
        Simulator = simulator;
        var usage = new InMemoryUsageStore();
        var providers = new ProviderCatalogue(withSimulator: true);
        Config = ConfigStore.InMemory(config);
        var prices = new PriceList();
        Prices = new(prices, Settings);
        _ledger = new(usage, time, Logs.CreateLogger<UsageLedger>());
        _capture = new(Captured, () => [.. KnownSecrets.Of(Pool), Config.Current.Proxy.ApiKey, AdminKey], time, Logs.CreateLogger<BodyCapture>());
        _engine = new(() => Config.Current, _ledger, prices, providers, time, Logs, accounts: Store, capture: _capture);
        var requests = new RequestQueries(usage, _ledger, _engine.Feed, Captured);
        Captures = new CaptureCommands(_capture, Captured);
        Proxy = new(ProxyServices.Of(_engine, () => Config.Current, time, Logs, AdminKey));
        Config.Changed += Proxy.Apply;
        _clients = new(Settings, new AesProtector());
        var admission = new AccountAdmission(_engine.Checker, _engine.Credentials, _engine.Tokens, _clients, providers, environment);
        Accounts = new(Store, _engine.Pool, admission, providers, usage, time);
        _sessions = new(Accounts, _clients, _engine.Tokens, new LoopbackOpener(), time);
        var servers = new LocalServers(_engine.Upstream, providers, time, [("openai-compatible", new NamedServer("Ollama", simulator.OpenAiUrl, NeedsKey: false)), ("openai-compatible", new NamedServer("Nobody", new Uri("http://127.0.0.1:1/v1"), NeedsKey: false))]);
        _telemetry = new("0.0.0", _ => null, new TelemetryGauges { InFlight = () => 0, UsableAccounts = () => 0, DroppedRecords = () => 0 });
        _metrics = new(_telemetry, Config, _ledger.FlushAsync);
        _ledger.Taken += _telemetry.Record;
        _backups = new(new BackupPlace { Protector = new AesProtector(), Version = "0.0.0", Reload = _ => Task.CompletedTask }, Config, Accounts, time);
        var (proxy, keys, routes) = (new ProxyCommands(Proxy, Config), new KeyCommands(_engine.Keys, new InMemorySettingsStore(), usage, time), new RouteCommands(_engine.Routes, _engine.Catalogue, _engine.Pool, Config));
        var home = new ClientHome(Home.Path, Variables);
        var connections = new ClientCommands(home, new ConnectionStore(Path.Combine(Home.Path, "kept"), new AesProtector()), () => new GatewayTarget { Url = Proxy.Status.Url ?? $"http://127.0.0.1:{Config.Current.Proxy.Port}", Key = ClientKey, Models = routes.Models }, time);
        var doctor = new GatewayDoctor(proxy, Config, keys, Accounts, new UpstreamDoctor(Accounts, _engine.Upstream, () => Config.Current.Proxy.EgressProxy, time), Path.Combine(Home.Path, "data"), time);
        Access = new(AdminKey, _engine.Keys, () => Config.Current, time);
        _console = Build(services => services
            .AddSingleton(Accounts).AddSingleton(keys).AddSingleton(new AccountPin(_engine.Pool, Accounts, new InMemorySettingsStore())).AddSingleton(new AccountTransfer(Accounts)).AddSingleton(new ConfigCommands(Config)).AddSingleton(_backups).AddSingleton(_metrics).AddSingleton(new AutostartCommands(null)).AddSingleton(proxy).AddSingleton(connections)
            .AddSingleton(new DoctorQueries(doctor, connections, home, proxy, routes, time)).AddSingleton(routes).AddSingleton(requests).AddSingleton(Captures).AddSingleton(new ReplayCommands(requests, Captures, Pool, _engine.Runner, _engine.Protocols, time))
            .AddSingleton(new StatsQueries(usage, _ledger)).AddSingleton(new ProviderQueries(providers)).AddSingleton(new AboutQueries(About))
            .AddSingleton(new OAuthClientCommands(_clients, time)).AddSingleton(_sessions).AddSingleton(Prices).AddSingleton(new DiscoveryQueries(Accounts, providers, servers, environment)));
    }

    public SimulatorHost Simulator { get; }

    public ConfigStore Config { get; }

    /// <summary>The home of the clients; <c>data</c> in it is what the gateway would keep its things in.</summary>
    public TemporaryDirectory Home { get; } = new();

    /// <summary>The variables that the clients see.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    public HeldAccountStore Store { get; } = new();

    public InMemorySettingsStore Settings { get; } = new();

    public AccountPool Pool => _engine.Pool;

    public ProxyHost Proxy { get; }

    public AccountCommands Accounts { get; }

    public PriceCommands Prices { get; }

    public CaptureCommands Captures { get; }

    public InMemoryCaptureStore Captured { get; } = new();

    public ConsoleAccess Access { get; }

    public CapturedLogs Logs { get; } = new();

    public WebApplication Application => _console;

    /// <summary>Sends the admin key unless told otherwise; keeps no cookies and follows nothing.</summary>
    public HttpClient Client { get; } = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false });

    private static AboutView About => new()
    {
        Version = "0.0.0", Runtime = "test", System = "test", PricesVersion = "2026-01-01", Protector = "none", StartedAt = DateTimeOffset.UnixEpoch,
    };

    public static async Task<ConsoleFixture> StartAsync(
        GatewayConfig? config = null, TimeProvider? time = null, SimulatorOptions? simulated = null, Func<string, string?>? environment = null)
    {
        var simulator = await SimulatorHost.StartAsync(simulated ?? new SimulatorOptions(), ProxyFixture.Token);
        var fixture = new ConsoleFixture(
            simulator, config ?? GatewayConfig.Default with { Proxy = new() { Port = 0, ApiKey = ClientKey } }, time ?? TimeProvider.System, environment ?? (_ => null));
        await fixture._console.StartAsync(ProxyFixture.Token);
        var address = fixture._console.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        fixture.Client.BaseAddress = new Uri(address);
        return fixture;
    }

    /// <summary>Calls with the admin key.</summary>
    public Task<Reply> CallAsync(string method, string path, string? body = null, string type = "application/json") =>
        SendAsync(method, path, body, type, ("Authorization", "Bearer " + AdminKey));

    /// <summary>Sends just these headers.</summary>
    public async Task<Reply> SendAsync(string method, string path, string? body, string? type, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await Client.SendAsync(request, ProxyFixture.Token);
        var all = response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        return new Reply((int)response.StatusCode, all, await response.Content.ReadAsStringAsync(ProxyFixture.Token));
    }

    public LiveSubscription WatchFeed() => _engine.Feed.Watch();

    /// <summary>Adds an account at the simulator and returns its id.</summary>
    public async Task<string> AddAccountAsync(string key, string more = "")
    {
        var reply = await CallAsync("POST", "/api/accounts", Draft(key, more));
        Assert.Equal((201, reply.Body), (reply.Status, reply.Body));
        return reply.Json.GetProperty("id").GetString()!;
    }

    /// <summary>The body that adds an account at the simulator.</summary>
    public string Draft(string key, string more = "") =>
        $$$"""{"provider":"openai-compatible","name":"Mine","base_url":"{{{Simulator.OpenAiUrl}}}","auth":{"type":"api_key","api_key":"{{{key}}}"}{{{more}}}}""";

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _console.DisposeAsync();
        await Proxy.DisposeAsync();
        await _sessions.DisposeAsync();
        _clients.Dispose();
        _backups.Dispose();
        _metrics.Dispose();
        _telemetry.Dispose();
        Accounts.Dispose();
        Prices.Dispose();
        _engine.Dispose();
        await _ledger.DisposeAsync();
        await _capture.DisposeAsync();
        await Simulator.DisposeAsync();
        Config.Dispose();
        Home.Dispose();
        Assert.DoesNotContain(Logs.Lines, line => line.Level == LogLevel.Error);
    }

    private WebApplication Build(Action<IServiceCollection> register)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<ILoggerFactory>(Logs);
        register(builder.Services);
        var application = builder.Build();
        application.UseConsoleAuth(Access).MapManagementApi();
        application.MapGet("/", http => http.Response.WriteAsync("the pages"));
        return application;
    }

    internal sealed record Reply(int Status, Dictionary<string, string> Headers, string Body)
    {
        public JsonElement Json => JsonDocument.Parse(Body).RootElement;

        /// <summary>The fields at fault, in their order.</summary>
        public string[] Fields => [.. Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString()!)];

        public string Detail => Json.GetProperty("detail").GetString()!;
    }
}
