using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Accounts.OAuth;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Conversations;
using AntigravityTools.Core.Diagnostics;
using AntigravityTools.Core.Keys;
using AntigravityTools.Core.Monitoring;
using AntigravityTools.Core.Routing;
using AntigravityTools.Core.Storage;
using AntigravityTools.Core.Storage.InMemory;
using AntigravityTools.Core.Tokens;
using AntigravityTools.Core.Upstreams;
using AntigravityTools.Core.Upstreams.Google;
using AntigravityTools.Core.Usage;
using AntigravityTools.Protocols.Translation;
using Microsoft.Extensions.Logging;

namespace AntigravityTools.Core.Pipeline;

/// <summary>The engine put together: every room that a request passes, wired once. Hosts and tests build it the same way.</summary>
public sealed class GatewayEngine : IDisposable
{
    private readonly MediaFetcher _media;

    /// <summary>Builds the engine over a configuration that may change under it; without a source of credentials it refreshes them itself, and without a store what that brings lives as long as the engine.</summary>
    public GatewayEngine(
        Func<GatewayConfig> config, UsageLedger ledger, PriceList prices, ProviderCatalogue providers, TimeProvider time, ILoggerFactory loggers,
        ICredentialSource? credentials = null, IAccountStore? accounts = null, BodyCapture? capture = null)
    {
        Protocols = new ProtocolRegistry();
        Providers = providers;
        Pool = new AccountPool(() => config().Scheduling, time);
        Catalogue = new ModelCatalogue();
        Pool.AccountsChanged += Catalogue.SetAccounts;
        Routes = new RouteResolver(Catalogue, () => config().Routing);
        Upstream = new UpstreamClient(() => config().Proxy.EgressProxy);
        Tokens = new TokenEndpoint(Upstream, time);
        Credentials = new CredentialRefresher(Pool, Tokens, accounts ?? new InMemoryAccountStore(), time, loggers.CreateLogger<CredentialRefresher>());
        Checker = new AccountChecker(Upstream, Protocols, Credentials, time);
        Feed = new LiveFeed();
        Keys = new ClientKeyRing(time);
        Owners = new ResponseOwners(time);
        var memory = new ConversationMemory(time);
        var calls = new UpstreamCallBuilder();
        var sender = new UpstreamSender(Upstream, time);
        var translator = new RequestTranslator(Protocols, memory, _media = new MediaFetcher(time), time);
        var stored = new StoredResponses(new ResponseStore(time));
        var estimator = new TokenEstimator(Protocols, new RequestTokens(new TokenCounter()));
        var runner = new AttemptRunner(
            new PassthroughRunner(calls, sender, Protocols, Owners, new PassedState(new StateOwners(time)), () => config().Proxy, time),
            new TranslatedRunner(calls, sender, Protocols, translator, memory, stored, estimator,
                new MediaRunner(calls, sender, Protocols, translator, () => config().Proxy), () => config().Proxy, time),
            () => config().Proxy,
            time);
        var loop = new AttemptLoop(Pool, runner, credentials ?? Credentials, new OfflineWatch(time), config, time, new Dice(new Random()));
        var recorder = new ExchangeRecorder(ledger, prices, Feed, time, loggers.CreateLogger<ExchangeRecorder>());
        Pipeline = new GatewayPipeline(Protocols, Routes, Pool, Owners, stored, new KeyGate(Keys, prices), loop, recorder, time);
        Runner = capture is null ? Pipeline : new CapturingRunner(Pipeline, capture);
    }

    /// <summary>The four protocols.</summary>
    public ProtocolRegistry Protocols { get; }

    /// <summary>The providers that accounts can have.</summary>
    public ProviderCatalogue Providers { get; }

    /// <summary>The accounts.</summary>
    public AccountPool Pool { get; }

    /// <summary>What they offer.</summary>
    public ModelCatalogue Catalogue { get; }

    /// <summary>Where a model name leads.</summary>
    public RouteResolver Routes { get; }

    /// <summary>The outbound connections.</summary>
    public UpstreamClient Upstream { get; }

    /// <summary>Where tokens come from.</summary>
    public ITokenEndpoint Tokens { get; }

    /// <summary>Fresh credentials for every account.</summary>
    public CredentialRefresher Credentials { get; }

    /// <summary>The free check of an account.</summary>
    public AccountChecker Checker { get; }

    /// <summary>Who made which server-side object.</summary>
    public ResponseOwners Owners { get; }

    /// <summary>The named client keys.</summary>
    public ClientKeyRing Keys { get; }

    /// <summary>The latest requests.</summary>
    public LiveFeed Feed { get; }

    /// <summary>The path of a request.</summary>
    public GatewayPipeline Pipeline { get; }

    /// <summary>The same, with its bodies captured while the user wants it.</summary>
    public IExchangeRunner Runner { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Credentials.Dispose();
        _media.Dispose();
        Upstream.Dispose();
        Pool.Dispose();
    }
}
