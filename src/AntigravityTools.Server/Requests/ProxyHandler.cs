using AntigravityTools.Core.Diagnostics;
using AntigravityTools.Core.Pipeline;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Server.Answers;
using AntigravityTools.Server.Auth;
using AntigravityTools.Server.Paths;
using AntigravityTools.Server.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace AntigravityTools.Server.Requests;

/// <summary>The whole way of a request through the proxy listener, from the path to the pipeline.</summary>
internal sealed partial class ProxyHandler
{
    private const int LongBody = 256 << 10;

    private readonly ProxyServices _services;
    private readonly ProxyGate _gate;
    private readonly InboundFactory _inbound;
    private readonly FaultAnswer _faults;
    private readonly HealthAnswers _health;
    private readonly ModelAnswers _models;
    private readonly ILogger _logger;
    private int _inFlight;

    public ProxyHandler(ProxyServices services, LocalNames names)
    {
        _services = services;
        _gate = new(new HostGuard(names), new ClientKeyGuard(services.AdminSecret, services.Keys));
        _inbound = new(services.Protocols);
        _faults = new(services.Protocols);
        _health = new(services.Pool);
        _models = new(services.Models, _faults);
        _logger = services.Logs.CreateLogger<ProxyHandler>();
    }

    /// <summary>Requests running now.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Answers one request; never throws.</summary>
    public async Task HandleAsync(HttpContext http, CancellationToken ending)
    {
        Interlocked.Increment(ref _inFlight);
        var call = Open(http, ending);
        try
        {
            var refused = _gate.Check(call);
            await (refused is null ? AnswerAsync(call) : TurnAwayAsync(call, refused)).ConfigureAwait(false);
        }
        catch (Exception gone) when (http.RequestAborted.IsCancellationRequested && gone is OperationCanceledException or IOException)
        {
            // The client has closed the connection: there is nobody to answer.
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            await EndUnansweredAsync(call, ProxyFaults.Stopping).ConfigureAwait(false);
        }
        catch (Exception bug)
        {
            LogCrash(bug, call.Method, call.Path, call.Id);
            await EndUnansweredAsync(call, ProxyFaults.Crashed, StatusCodes.Status500InternalServerError).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }

    private ProxyCall Open(HttpContext http, CancellationToken ending)
    {
        var request = http.Request;
        var match = PathMatcher.Match(request.Path.Value);
        var startedAt = _services.Time.GetUtcNow();
        var call = new ProxyCall
        {
            Http = http,
            Config = _services.Config().Proxy,
            Match = match,
            Protocol = ProtocolGuess.Of(match, request),
            Id = _services.Ids.NewRequestId(startedAt),
            TraceId = TraceParent.TraceIdOf(request.Headers.TraceParent) ?? _services.Ids.NewTraceId(),
            StartedAt = startedAt,
            StartedTimestamp = _services.Time.GetTimestamp(),
            Ending = ending,
            Path = PathOnWire(http),
        };
        http.Response.Headers["x-antigravity-request-id"] = call.Id;
        http.Response.Headers["x-antigravity-trace-id"] = call.TraceId;
        return call;
    }

    private Task AnswerAsync(ProxyCall call)
    {
        if (Cors.IsPreflight(call.Http.Request))
        {
            Cors.AnswerPreflight(call.Http, call.Match.Allow);
            return LocalAsync(call, Task.CompletedTask);
        }

        if (call.Match.Kind != PathKind.Unknown && HttpMethods.IsHead(call.Method) && call.Match.Kind != PathKind.Ready)
        {
            return LocalAsync(call, Task.CompletedTask);
        }

        if (ProxyFaults.IsUnknown(call))
        {
            return RefuseAsync(call, ProxyFaults.UnknownPath(call));
        }

        if (!ProxyFaults.Takes(call))
        {
            call.Http.Response.Headers.Allow = call.Match.Allow;
            return SocketHandshake.IsAsked(call.Http.Request) ? UpgradeAsync(call) : RefuseAsync(call, ProxyFaults.WrongMethod(call));
        }

        return call.Match.Kind switch
        {
            PathKind.Endpoint => RunAsync(call),
            PathKind.ModelList => LocalAsync(call, _models.ListAsync(call)),
            PathKind.Model => LocalAsync(call, _models.OneAsync(call)),
            PathKind.Health => LocalAsync(call, HealthAnswers.HealthAsync(call.Http)),
            PathKind.Ready => LocalAsync(call, _health.ReadyAsync(call.Http)),
            _ => LocalAsync(call, Task.CompletedTask),
        };
    }

    private async Task RunAsync(ProxyCall call)
    {
        var read = await BodyReader.ReadAsync(call.Http.Request, call.Config.MaxBodyBytes, call.Http.RequestAborted).ConfigureAwait(false);
        using var body = read.Body;
        if (read.Status is { } status)
        {
            await _faults.SendAsync(call, read.Fault!, status).ConfigureAwait(false);
        }
        else if (read.Fault is { } unread)
        {
            await RefuseAsync(call, unread).ConfigureAwait(false);
        }
        else
        {
            if (body!.Length > LongBody)
            {
                // Reading it takes its time, and this thread may be the one that serves other sockets as well.
                await Task.Yield();
            }

            var inbound = _inbound.Create(call, body.Memory);
            if (inbound.Head.Fault is { } malformed)
            {
                await RefuseAsync(call, malformed).ConfigureAwait(false);
                return;
            }

            using var goneOrEnding = CancellationTokenSource.CreateLinkedTokenSource(call.Http.RequestAborted, call.Ending);
            await _services.Runner.RunAsync(inbound, new HttpResponseSink(call.Http, _services.Time), goneOrEnding.Token).ConfigureAwait(false);
            if (!call.Http.Response.HasStarted && call.Ending.IsCancellationRequested)
            {
                // It was still waiting for an account; an empty answer would look like a success.
                await EndUnansweredAsync(call, ProxyFaults.Stopping).ConfigureAwait(false);
            }
        }
    }

    private Task RefuseAsync(ProxyCall call, Fault fault) =>
        _services.Refuse(call.ToRefused(), fault, new HttpResponseSink(call.Http, _services.Time), call.Http.RequestAborted);

    private Task TurnAwayAsync(ProxyCall call, Fault fault)
    {
        if (_logger.IsEnabled(LogLevel.Warning))
        {
            LogTurnedAway(PeerAddress.Of(call.Http, call.Config.TrustedProxies), fault.Kind, call.Id);
        }

        return RefuseAsync(call, fault);
    }

    // Only the Responses API has a WebSocket form; for everything else 426 sends clients back to HTTP.
    private async Task UpgradeAsync(ProxyCall call)
    {
        if (call is not { Protocol: Protocol.OpenAIResponses, Match.Operation: Operation.Generate, Config.WebSocket: true } || !SocketHandshake.IsPossible(call.Http))
        {
            call.Http.Response.Headers.Upgrade = "HTTP/1.1";
            await LocalAsync(call, _faults.SendAsync(call, ProxyFaults.NoWebSocket, StatusCodes.Status426UpgradeRequired)).ConfigureAwait(false);
            return;
        }

        using var socket = await SocketHandshake.AcceptAsync(call.Http).ConfigureAwait(false);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(call.Http.RequestAborted, call.Ending);
        await LocalAsync(
            call, new ResponsesSocket(socket, call, _inbound, _services.Runner, _services.Ids, _services.Time).RunAsync(over.Token)).ConfigureAwait(false);
    }

    private async Task LocalAsync(ProxyCall call, Task answer)
    {
        await answer.ConfigureAwait(false);
        if (_logger.IsEnabled(LogLevel.Information))
        {
            var elapsed = (long)_services.Time.GetElapsedTime(call.StartedTimestamp).TotalMilliseconds;
            LogLocal(call.Method, call.Path, call.Http.Response.StatusCode, elapsed, call.Id, call.TraceId);
        }
    }

    private async Task EndUnansweredAsync(ProxyCall call, Fault fault, int? status = null)
    {
        if (call.Http.Response.HasStarted)
        {
            call.Http.Abort();
            return;
        }

        await _faults.SendAsync(call, fault, status).ConfigureAwait(false);
    }

    private static string PathOnWire(HttpContext http)
    {
        var target = http.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var end = target.IndexOf('?', StringComparison.Ordinal);
        target = end < 0 ? target : target[..end];
        return target.StartsWith('/') ? target : Uri.EscapeDataString(http.Request.Path.Value ?? "");
    }

    [LoggerMessage(6001, LogLevel.Information, "{Method} {Path} {Status} {Milliseconds} ms id={Id} trace={TraceId}")]
    private partial void LogLocal(string method, string path, int status, long milliseconds, string id, string traceId);

    [LoggerMessage(6003, LogLevel.Warning, "A request of {Peer} was turned away: {Kind}, id={Id}")]
    private partial void LogTurnedAway(System.Net.IPAddress? peer, FaultKind kind, string id);

    [LoggerMessage(6002, LogLevel.Error, "{Method} {Path} failed inside the gateway, id={Id}")]
    private partial void LogCrash(Exception bug, string method, string path, string id);
}
