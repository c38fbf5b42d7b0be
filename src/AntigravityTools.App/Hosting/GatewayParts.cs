using System.Runtime.InteropServices;
using AntigravityTools.App.Platform.Autostart;
using AntigravityTools.App.Telemetry;
using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Accounts.OAuth;
using AntigravityTools.Core.Clients;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Conversations;
using AntigravityTools.Core.Management;
using AntigravityTools.Core.Management.Backups;
using AntigravityTools.Core.Monitoring;
using AntigravityTools.Core.Pipeline;
using AntigravityTools.Core.Telemetry;
using AntigravityTools.Core.Upstreams;
using AntigravityTools.Core.Usage;
using AntigravityTools.Server;
using AntigravityTools.Server.Auth;
using AntigravityTools.Server.Listening;
using AntigravityTools.Server.OAuthCallback;
using AntigravityTools.Simulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AntigravityTools.App.Hosting;

/// <summary>Everything that runs, wired once: engine, bookkeeping, proxy and the management of it all.</summary>
internal sealed class GatewayParts : IAsyncDisposable
{
    private readonly UsageLedger _ledger;
    private readonly BodyCapture _capture;
    private readonly CooldownKeeper _cooldowns;
    private readonly QuotaKeeper _quotas;
    private readonly OwnerKeeper _owners;
    private readonly OAuthClients _oauthClients;
    private readonly RetentionPruner _pruner;
    private readonly ConfigWatcher _watcher;
    private readonly ConfigStore _config;
    private readonly TelemetrySource _telemetry;
    private readonly TelemetryExport _export;

    private GatewayParts(Premises premises, SimulatorHost? simulator, TimeProvider time, ILoggerFactory logs)
    {
        _config = premises.Config;
        var config = () => premises.Config.Current;
        var stores = premises.Stores;
        var prices = new PriceList();
        var providers = new ProviderCatalogue(simulator is not null, simulator?.BaseUrl);
        _ledger = new UsageLedger(stores.Usage, time, logs.CreateLogger<UsageLedger>());
        var accountStore = new SimulatedAccounts(stores.Accounts, simulator?.BaseUrl);
        _capture = new BodyCapture(stores.Captures, () => [.. KnownSecrets.Of(Engine!.Pool), config().Proxy.ApiKey, premises.AdminKey], time, logs.CreateLogger<BodyCapture>());
        Engine = new GatewayEngine(config, _ledger, prices, providers, time, logs, accounts: accountStore, capture: _capture);
        _cooldowns = new CooldownKeeper(Engine.Pool, stores.Coordinator, logs.CreateLogger<CooldownKeeper>());
        _quotas = new QuotaKeeper(Engine.Pool, stores.Quotas, time, logs.CreateLogger<QuotaKeeper>());
        _owners = new OwnerKeeper(Engine.Owners, stores.Owners, time, logs.CreateLogger<OwnerKeeper>());
        _pruner = new RetentionPruner(stores.Usage, () => config().Recording, time, logs.CreateLogger<RetentionPruner>());
        _watcher = new ConfigWatcher(premises.Config, time, logs.CreateLogger<ConfigWatcher>());
        _telemetry = new TelemetrySource(
            ProgramVersion.Text, id => Engine.Pool.Snapshot.ById.TryGetValue(id, out var entry) ? entry.Account.Provider : null,
            new TelemetryGauges { InFlight = () => Proxy!.Status.InFlight, UsableAccounts = () => Engine.Pool.UsableCount, DroppedRecords = () => _ledger.Dropped });
        _ledger.Taken += _telemetry.Record;
        Metrics = new PrometheusSwitch(_telemetry, premises.Config, _ledger.FlushAsync);
        _export = new TelemetryExport(premises.Config, logs.CreateLogger<TelemetryExport>());
        Simulator = simulator;
        Proxy = new ProxyHost(ProxyServices.Of(Engine, config, time, logs, premises.AdminKey));
        Access = new ConsoleAccess(premises.AdminKey, Engine.Keys, config, time);
        _config.Changed += Proxy.Apply;

        _oauthClients = new OAuthClients(stores.Settings, premises.Protector);
        var admission = new AccountAdmission(Engine.Checker, Engine.Credentials, Engine.Tokens, _oauthClients, providers, Environment.GetEnvironmentVariable);
        Accounts = new AccountCommands(accountStore, Engine.Pool, admission, providers, stores.Usage, time);
        OAuthClients = new OAuthClientCommands(_oauthClients, time);
        OAuthSessions = new OAuthSessions(Accounts, _oauthClients, Engine.Tokens, new LoopbackOpener(languages => Speech.Of(Configuration!, languages)), time);
        Discovery = new DiscoveryQueries(Accounts, providers, new LocalServers(Engine.Upstream, providers, time), Environment.GetEnvironmentVariable);
        Pin = new AccountPin(Engine.Pool, Accounts, stores.Settings);
        Transfer = new AccountTransfer(Accounts);
        Keys = new KeyCommands(Engine.Keys, stores.Settings, stores.Usage, time);
        Configuration = new ConfigCommands(premises.Config);
        Backups = new BackupCommands(PlaceOf(premises), premises.Config, Accounts, time);
        Autostart = new AutostartCommands(premises.Directory is { } kept && simulator is null ? AutostartPlaces.For(kept, premises.Environment) : null);
        ProxyControl = new ProxyCommands(Proxy, premises.Config);
        Routes = new RouteCommands(Engine.Routes, Engine.Catalogue, Engine.Pool, premises.Config);
        Requests = new RequestQueries(stores.Usage, _ledger, Engine.Feed, stores.Captures);
        Captures = new CaptureCommands(_capture, stores.Captures);
        Replays = new ReplayCommands(Requests, Captures, Engine.Pool, Engine.Runner, Engine.Protocols, time);
        Stats = new StatsQueries(stores.Usage, _ledger);
        Prices = new PriceCommands(prices, stores.Settings);
        Providers = new ProviderQueries(providers);
        var home = ClientHome.Of(premises.Environment);
        Clients = new ClientCommands(home, new ConnectionStore(premises.Connections, premises.Protector), () => ClientTarget(premises.Config.Current.Proxy), time);
        var upstreams = new UpstreamDoctor(Accounts, Engine.Upstream, () => config().Proxy.EgressProxy, time);
        Doctor = new DoctorQueries(new GatewayDoctor(ProxyControl, premises.Config, Keys, Accounts, upstreams, premises.Directory?.Path, time), Clients, home, ProxyControl, Routes, time);
        About = new AboutQueries(new AboutView
        {
            Version = ProgramVersion.Text,
            Runtime = RuntimeInformation.FrameworkDescription,
            System = RuntimeInformation.OSDescription,
            DataDirectory = premises.Directory?.Path,
            ConfigPath = premises.Config.FilePath,
            PricesVersion = prices.Version,
            Protector = premises.Protector.Name,
            StartedAt = time.GetUtcNow(),
            Demo = simulator is not null,
            Desktop = premises.Desktop,
        });
    }

    public GatewayEngine Engine { get; }

    public ProxyHost Proxy { get; }

    /// <summary>Who may use the console; outlives a move of its listener.</summary>
    public ConsoleAccess Access { get; }

    /// <summary>The embedded simulator; null unless under a demo.</summary>
    public SimulatorHost? Simulator { get; }

    public AccountCommands Accounts { get; }

    public AccountPin Pin { get; }

    public AccountTransfer Transfer { get; }

    public KeyCommands Keys { get; }

    public OAuthClientCommands OAuthClients { get; }

    public OAuthSessions OAuthSessions { get; }

    public DiscoveryQueries Discovery { get; }

    public ConfigCommands Configuration { get; }

    public AutostartCommands Autostart { get; }

    /// <summary>What <c>/metrics</c> says.</summary>
    public PrometheusSwitch Metrics { get; }

    public BackupCommands Backups { get; }

    public ProxyCommands ProxyControl { get; }

    public RouteCommands Routes { get; }

    public RequestQueries Requests { get; }

    public CaptureCommands Captures { get; }

    public ReplayCommands Replays { get; }

    public StatsQueries Stats { get; }

    public PriceCommands Prices { get; }

    public ProviderQueries Providers { get; }

    public AboutQueries About { get; }

    public ClientCommands Clients { get; }

    public DoctorQueries Doctor { get; }

    /// <summary>Wires the parts and brings in what is stored.</summary>
    public static async Task<GatewayParts> StartAsync(Premises premises, bool demo, TimeProvider time, ILoggerFactory logs, CancellationToken cancellationToken)
    {
        var simulator = demo ? await EmbeddedSimulator.StartAsync(time, cancellationToken).ConfigureAwait(false) : null;
        var parts = new GatewayParts(premises, simulator, time, logs);
        await parts.Accounts.LoadAsync(cancellationToken).ConfigureAwait(false);
        await parts._oauthClients.LoadAsync(cancellationToken).ConfigureAwait(false);
        await parts._quotas.StartAsync(cancellationToken).ConfigureAwait(false);
        await parts._owners.StartAsync(cancellationToken).ConfigureAwait(false);
        await parts.Pin.LoadAsync(cancellationToken).ConfigureAwait(false);
        await parts.Prices.LoadAsync(cancellationToken).ConfigureAwait(false);
        await parts.Keys.LoadAsync(cancellationToken).ConfigureAwait(false);
        await parts._cooldowns.StartAsync(cancellationToken).ConfigureAwait(false);
        return parts;
    }

    /// <summary>Offers the management to a listener's services.</summary>
    public void Register(IServiceCollection services) => services
        .AddSingleton(Accounts).AddSingleton(Pin).AddSingleton(Transfer).AddSingleton(Keys).AddSingleton(Configuration).AddSingleton(Backups).AddSingleton(Autostart).AddSingleton(Metrics).AddSingleton(ProxyControl).AddSingleton(Routes)
        .AddSingleton(Requests).AddSingleton(Stats).AddSingleton(Providers).AddSingleton(About)
        .AddSingleton(OAuthClients).AddSingleton(OAuthSessions).AddSingleton(Discovery).AddSingleton(Prices).AddSingleton(Captures).AddSingleton(Replays)
            .AddSingleton(Clients).AddSingleton(Doctor);

    private GatewayTarget ClientTarget(ProxyConfig proxy) => new()
    {
        Url = Proxy.Status.Url ?? FormattableString.Invariant($"http://127.0.0.1:{proxy.Port}"), Key = proxy.ApiKey, Models = Routes.Models,
    };

    // A database that was replaced is read anew by everything that holds something of it.
    private BackupPlace PlaceOf(Premises premises) => new()
    {
        Directory = premises.Directory?.Path,
        Copies = premises.Stores.Copies,
        Protector = premises.Protector,
        Version = ProgramVersion.Text,
        Reload = async cancellationToken =>
        {
            await _oauthClients.LoadAsync(cancellationToken).ConfigureAwait(false);
            await Pin.LoadAsync(cancellationToken).ConfigureAwait(false);
            await Prices.LoadAsync(cancellationToken).ConfigureAwait(false);
            await Keys.LoadAsync(cancellationToken).ConfigureAwait(false);
            await _cooldowns.LoadAsync(cancellationToken).ConfigureAwait(false);
            await _owners.LoadAsync(cancellationToken).ConfigureAwait(false);
        },
    };

    /// <summary>Stops in the order of the flow: no new requests, then what they left to write, then what they used.</summary>
    public async ValueTask DisposeAsync()
    {
        _config.Changed -= Proxy.Apply;
        await Proxy.DisposeAsync().ConfigureAwait(false);
        await _watcher.DisposeAsync().ConfigureAwait(false);
        await _pruner.DisposeAsync().ConfigureAwait(false);
        await OAuthSessions.DisposeAsync().ConfigureAwait(false);
        await _cooldowns.DisposeAsync().ConfigureAwait(false);
        await _quotas.DisposeAsync().ConfigureAwait(false);
        await _owners.DisposeAsync().ConfigureAwait(false);
        await _ledger.DisposeAsync().ConfigureAwait(false);
        await _export.DisposeAsync().ConfigureAwait(false);
        Metrics.Dispose();
        _telemetry.Dispose();
        Backups.Dispose();
        await _capture.DisposeAsync().ConfigureAwait(false);
        Keys.Dispose();
        Prices.Dispose();
        Accounts.Dispose();
        _oauthClients.Dispose();
        Engine.Dispose();
        if (Simulator is not null)
        {
            await Simulator.DisposeAsync().ConfigureAwait(false);
        }
    }
}
