using System.Net;
using System.Runtime.InteropServices;
using AntigravityTools.Core.Accounts.OAuth;
using AntigravityTools.Core.Clients;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Management;
using AntigravityTools.Core.Management.Backups;
using AntigravityTools.Core.Monitoring;
using AntigravityTools.Core.Pipeline;
using AntigravityTools.Core.Storage;
using AntigravityTools.Core.Storage.InMemory;
using AntigravityTools.Core.Telemetry;
using AntigravityTools.Core.Upstreams;
using AntigravityTools.Core.Usage;
using AntigravityTools.Server;
using AntigravityTools.Server.Auth;
using AntigravityTools.Server.Listening;
using AntigravityTools.Server.ManagementApi;
using AntigravityTools.Server.OAuthCallback;
using AntigravityTools.Storage.Sqlite;
using AntigravityTools.Storage.Sqlite.Requests;

namespace AotHost;

/// <summary>Proxy and management API, put together as the program does it, without pages and with accounts in memory.</summary>
internal static class HeadlessGateway
{
    public static async Task RunAsync(HeadlessOptions options, CancellationToken stop)
    {
        var time = TimeProvider.System;
        using var logs = LoggerFactory.Create(logging => logging.AddConsole().SetMinimumLevel(LogLevel.Warning));
        using var config = ConfigStore.InMemory(ConfigStore.Fresh() with
        {
            Proxy = ConfigStore.Fresh().Proxy with { Port = options.ProxyPort },
            Console = GatewayConfig.Default.Console with { Port = options.ConsolePort },
        });
        await using var database = options.Database.Length == 0 ? null : SqliteDatabase.Open(options.Database);
        var usage = new SwitchedStore(database is null ? new InMemoryUsageStore() : new SqliteUsageStore(database));
        using var toggle = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal => { signal.Cancel = true; usage.Switch(); });
        await using var ledger = new UsageLedger(usage, time, logs.CreateLogger<UsageLedger>());
        var providers = new ProviderCatalogue(withSimulator: false);
        var prices = new PriceList();
        var captured = new InMemoryCaptureStore();
        await using var capture = new BodyCapture(captured, () => [options.AdminKey], time, logs.CreateLogger<BodyCapture>());
        using var engine = new GatewayEngine(() => config.Current, ledger, prices, providers, time, logs, capture: capture);
        var requests = new RequestQueries(usage, ledger, engine.Feed, captured);
        var captures = new CaptureCommands(capture, captured);
        await using var proxy = new ProxyHost(ProxyServices.Of(engine, () => config.Current, time, logs, options.AdminKey));
        var settings = new InMemorySettingsStore();
        using var keys = new KeyCommands(engine.Keys, settings, usage, time);
        using var priceTable = new PriceCommands(prices, settings);
        using var clients = new OAuthClients(settings, new ProcessProtector());
        var admission = new AccountAdmission(engine.Checker, engine.Credentials, engine.Tokens, clients, providers, Environment.GetEnvironmentVariable);
        using var accounts = new AccountCommands(new InMemoryAccountStore(), engine.Pool, admission, providers, usage, time);
        await using var signIns = new OAuthSessions(accounts, clients, engine.Tokens, new LoopbackOpener(), time);
        using var telemetry = new TelemetrySource("aot", _ => null, new TelemetryGauges { InFlight = () => proxy.Status.InFlight, UsableAccounts = () => engine.Pool.UsableCount, DroppedRecords = () => ledger.Dropped });
        ledger.Taken += telemetry.Record;
        using var metrics = new PrometheusSwitch(telemetry, config, ledger.FlushAsync);
        var protector = new ProcessProtector();
        using var backups = new BackupCommands(
            new BackupPlace { Protector = protector, Version = "aot", Directory = database is null ? null : Path.GetDirectoryName(Path.GetFullPath(options.Database)), Copies = database is null ? null : new SqliteCopies(database), Reload = keys.LoadAsync }, config, accounts, time);
        var home = ClientHome.Of(new Dictionary<string, string>());
        var proxyCommands = new ProxyCommands(proxy, config);
        var routes = new RouteCommands(engine.Routes, engine.Catalogue, engine.Pool, config);
        var connections = new ClientCommands(home, new ConnectionStore(null, protector), () => new GatewayTarget { Url = proxy.Status.Url ?? "http://127.0.0.1", Key = config.Current.Proxy.ApiKey, Models = routes.Models }, time);
        var doctor = new GatewayDoctor(proxyCommands, config, keys, accounts, new UpstreamDoctor(accounts, engine.Upstream, () => config.Current.Proxy.EgressProxy, time), null, time);
        var draft = new AccountDraft
        {
            Provider = "openai-compatible",
            Name = "upstream",
            BaseUrl = options.Upstream.ToString(),
            Auth = new AuthDraft { Type = "none" },
        };
        var added = await accounts.AddAsync(draft, stop);
        var console = Build(options, services => services
            .AddSingleton(accounts).AddSingleton(new AccountTransfer(accounts)).AddSingleton(new AccountPin(engine.Pool, accounts, settings)).AddSingleton(keys).AddSingleton(new ConfigCommands(config)).AddSingleton(backups).AddSingleton(metrics).AddSingleton(new AutostartCommands(null))
            .AddSingleton(proxyCommands).AddSingleton(routes).AddSingleton(connections).AddSingleton(new DoctorQueries(doctor, connections, home, proxyCommands, routes, time))
            .AddSingleton(requests).AddSingleton(captures).AddSingleton(new ReplayCommands(requests, captures, engine.Pool, engine.Runner, engine.Protocols, time)).AddSingleton(new StatsQueries(usage, ledger))
            .AddSingleton(new ProviderQueries(providers)).AddSingleton(About(prices, time)).AddSingleton<ILoggerFactory>(logs)
            .AddSingleton(new OAuthClientCommands(clients, time)).AddSingleton(signIns).AddSingleton(priceTable)
            .AddSingleton(new DiscoveryQueries(accounts, providers, new LocalServers(engine.Upstream, providers, time), Environment.GetEnvironmentVariable)));
        console.UseConsoleAuth(new ConsoleAccess(options.AdminKey, engine.Keys, () => config.Current, time)).MapManagementApi();
        await using (console)
        {
            await console.StartAsync(stop);
            var status = await proxy.StartAsync(stop);
            Console.WriteLine($"{status.State} {status.Url} {status.Error} account errors: {added.Errors.Length}");
            await Task.Delay(Timeout.InfiniteTimeSpan, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static WebApplication Build(HeadlessOptions options, Action<IServiceCollection> register)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, options.ConsolePort));
        builder.Services.AddRoutingCore().AddLogging();
        register(builder.Services);
        return builder.Build();
    }

    private static AboutQueries About(PriceList prices, TimeProvider time) => new(new AboutView
    {
        Version = "aot",
        Runtime = RuntimeInformation.FrameworkDescription,
        System = RuntimeInformation.OSDescription,
        PricesVersion = prices.Version,
        Protector = "none",
        StartedAt = time.GetUtcNow(),
    });
}
