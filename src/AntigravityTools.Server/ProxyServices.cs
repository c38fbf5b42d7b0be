using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Diagnostics;
using AntigravityTools.Core.Keys;
using AntigravityTools.Core.Pipeline;
using AntigravityTools.Core.Routing;
using AntigravityTools.Protocols.Model;
using Microsoft.Extensions.Logging;

namespace AntigravityTools.Server;

/// <summary>What the proxy listener is made of; put together by the composition root.</summary>
public sealed record ProxyServices
{
    /// <summary>The parts of an engine. Whoever owns the configuration also passes its changes to <c>ProxyHost.Apply</c>.</summary>
    public static ProxyServices Of(GatewayEngine engine, Func<GatewayConfig> config, TimeProvider time, ILoggerFactory logs, string? adminSecret)
    {
        ArgumentNullException.ThrowIfNull(engine);
        return new()
        {
            Config = config,
            Runner = engine.Runner,
            Refuse = engine.Pipeline.RefuseAsync,
            Protocols = protocol => engine.Protocols[protocol],
            Models = engine.Catalogue,
            Pool = engine.Pool,
            Keys = engine.Keys,
            Ids = new Ids(),
            Time = time,
            Logs = logs,
            AdminSecret = adminSecret,
        };
    }

    /// <summary>The configuration now; read anew for every request.</summary>
    public required Func<GatewayConfig> Config { get; init; }

    /// <summary>Runs what passes the guards.</summary>
    public required IExchangeRunner Runner { get; init; }

    /// <summary>Answers and records what does not: <c>GatewayPipeline.RefuseAsync</c>.</summary>
    public required Func<RefusedRequest, Fault, IResponseSink, CancellationToken, Task> Refuse { get; init; }

    /// <summary>The room of a protocol.</summary>
    public required Func<Protocol, IProtocol> Protocols { get; init; }

    /// <summary>The models for the lists.</summary>
    public required ModelCatalogue Models { get; init; }

    /// <summary>Tells whether any account is usable.</summary>
    public required AccountPool Pool { get; init; }

    /// <summary>The named client keys.</summary>
    public required ClientKeyRing Keys { get; init; }

    /// <summary>Mints request ids.</summary>
    public required Ids Ids { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Where logs go.</summary>
    public required ILoggerFactory Logs { get; init; }

    /// <summary>The console's secret, which the proxy refuses by name; null where there is none.</summary>
    public string? AdminSecret { get; init; }

    /// <summary>How long a body may come slower than 240 bytes a second. Default 5 s, more than 1 s.</summary>
    public TimeSpan SlowBodyGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a client may take to send a request's headers. Default 30 s.</summary>
    public TimeSpan HeaderPatience { get; init; } = TimeSpan.FromSeconds(30);
}
