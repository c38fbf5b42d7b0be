using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Conversations;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Routing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Translation;

namespace AntigravityTools.Core.Pipeline;

/// <summary>The whole path of a request: check the head, resolve the model, try accounts, record what happened.</summary>
public sealed class GatewayPipeline : IExchangeRunner
{
    private const int MostBackgroundTokens = 1024;
    private readonly ProtocolRegistry _protocols;
    private readonly RouteResolver _routes;
    private readonly AccountPool _pool;
    private readonly ProtocolFilter _speaking;
    private readonly ResponseOwners _owners;
    private readonly StoredResponses _stored;
    private readonly KeyGate _keys;
    private readonly RelayRoutes _relay;
    private readonly AttemptLoop _attempts;
    private readonly ExchangeRecorder _recorder;
    private readonly TimeProvider _time;

    internal GatewayPipeline(
        ProtocolRegistry protocols, RouteResolver routes, AccountPool pool, ResponseOwners owners, StoredResponses stored, KeyGate keys, AttemptLoop attempts, ExchangeRecorder recorder, TimeProvider time)
    {
        (_protocols, _routes, _pool, _owners, _stored, _keys, _attempts, _recorder, _time) = (protocols, routes, pool, owners, stored, keys, attempts, recorder, time);
        _speaking = new ProtocolFilter(pool);
        _relay = new RelayRoutes(pool, owners);
    }

    /// <inheritdoc/>
    public async Task RunAsync(InboundRequest request, IResponseSink sink, CancellationToken cancellationToken)
    {
        var exchange = new Exchange(_stored.Continue(request));
        var reply = new ClientReply(exchange, _protocols[request.Protocol], sink);
        try
        {
            if (_stored.Answer(request) is { } kept)
            {
                reply.Commit(request is { Stream: true, Operation: Operation.RetrieveResponse } ? "text/event-stream; charset=utf-8" : "application/json", kept.Length);
                reply.Write(kept);
                await reply.FlushAsync(cancellationToken).ConfigureAwait(false);
                return;
            }

            if ((FindRoutes(exchange, out var routes) ?? _keys.Admit(exchange)) is { } fault)
            {
                exchange.Verdict = fault.Kind == FaultKind.NotFound ? Verdict.ModelUnavailable : Verdict.Refused;
                await reply.FailAsync(fault, cancellationToken).ConfigureAwait(false);
                return;
            }

            using var silence = request.Stream ? new SilenceWatch(reply, _time, cancellationToken) : null;
            await _attempts.RunAsync(exchange, routes, reply, silence, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            exchange.Verdict = Verdict.Cancelled;
            if (request.Stream || !reply.HasStarted)
            {
                // It ended while it waited for an account.
                await ClientEnding.EndCancelledAsync(exchange, reply).ConfigureAwait(false);
            }
        }
        finally
        {
            KeyGate.Settle(exchange, _recorder.Record(exchange));
        }
    }

    /// <summary>Refuses a request that never became one: the fault in the protocol's own shape, and a record of it.</summary>
    public async Task RefuseAsync(RefusedRequest request, Fault fault, IResponseSink sink, CancellationToken cancellationToken)
    {
        var protocol = _protocols[request.Protocol];
        var status = protocol.StatusOf(fault);
        var body = new ArrayBufferWriter<byte>(512);
        protocol.WriteFault(fault, request.Id, body);
        List<KeyValuePair<string, string>> headers =
        [
            new("x-antigravity-request-id", request.Id),
            new("x-antigravity-attempts", "0"),
            .. ClientReply.FaultHeaders(fault),
            new("Content-Length", body.WrittenCount.ToString(CultureInfo.InvariantCulture)),
        ];
        sink.Start(status, headers);
        ClientReply.WriteTo(sink.Body, body.WrittenSpan);
        try
        {
            await sink.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _recorder.Record(request, fault, status);
        }
    }

    // The accounts to try, route by route; or why there is none.
    private Fault? FindRoutes(Exchange exchange, out IReadOnlyList<LeaseRequest> routes)
    {
        var request = exchange.Request;
        routes = [];
        if (request.Head.Fault is { } malformed)
        {
            return malformed;
        }

        if (request.Operation == Operation.Relay)
        {
            return _relay.Find(exchange, out routes);
        }

        if (request.ResourceId is { } resource)
        {
            return FindOwner(exchange, resource, out routes);
        }

        if (string.IsNullOrWhiteSpace(request.Model))
        {
            return new Fault { Kind = FaultKind.InvalidRequest, Param = "model", Message = "The request names no model. Set 'model' to one that GET /v1/models lists." };
        }

        if (request.Model.Length > ExchangeRecorder.LongestModel)
        {
            return NoRoute.NoName(request.Model);
        }

        var decision = _routes.Resolve(request.Model, IsBackground(request));
        exchange.ResolvedModel = decision.ResolvedModel;
        exchange.Rule = decision.Rule;
        exchange.Candidates = decision.AccountIds.Length;
        exchange.LeftOut = decision.PassedOver;
        exchange.Reasoning = (decision.Effort, decision.ThinkingBudget);
        RouteDecision[] steps = [decision, .. decision.Fallbacks];
        if (Array.TrueForAll(steps, step => step.AccountIds.IsEmpty))
        {
            return NoRoute.NobodyOffers(decision, _pool);
        }

        var leases = new List<LeaseRequest>(steps.Length);
        foreach (var step in steps)
        {
            AddLeases(exchange, step, leases);
        }

        routes = leases;
        return leases.Count > 0 ? null
            : request.Head.PreviousResponseId is { } lost ? NoRoute.Forgotten(lost)
            : request.RequiredAccountId is not null ? NoRoute.NotThere(decision)
            : exchange.NamedObjects is [{ } kept, ..] ? NoRoute.OutOfReach(kept)
            : NoRoute.NobodySpeaks(decision, request);
    }

    // Accounts that speak the client's protocol come first; a translation serves where they can not.
    private void AddLeases(Exchange exchange, RouteDecision step, List<LeaseRequest> leases)
    {
        var request = exchange.Request;
        var sorted = _speaking.Apply(Required(step.AccountIds, exchange), step.ResolvedModel, request.Protocol, request.Operation);
        exchange.LeftOut = sorted.LeftOut.IsEmpty ? exchange.LeftOut : [.. exchange.LeftOut, .. sorted.LeftOut];
        var conversation = request.Operation is Operation.Generate or Operation.CountTokens && sorted.Native.Length + sorted.Translated.Length > 1
            ? ConversationIdentity.Of(request.Client.KeyName, request.SessionHeader, request.Model!, request.Head, request.Body.Span)
            : (ConversationId?)null;
        if (!sorted.Native.IsEmpty)
        {
            leases.Add(new LeaseRequest { Candidates = sorted.Native, Model = step.ResolvedModel, Conversation = conversation });
        }

        // A response that is not kept here, or what else a provider keeps, means something to that provider alone.
        if (!sorted.Translated.IsEmpty && request.Head is { PreviousResponseId: null, ServerObject: null })
        {
            leases.Add(new LeaseRequest { Candidates = sorted.Translated, Model = step.ResolvedModel, Conversation = conversation });
        }
    }

    // What clients send on the side for titles and summaries: no tools and a short answer.
    private static bool IsBackground(InboundRequest request) =>
        request.Operation == Operation.Generate && request.Head is { HasTools: false, MaxOutputTokens: <= MostBackgroundTokens };

    // A request that names a server-side object, or an account, can go nowhere else.
    private ImmutableArray<string> Required(ImmutableArray<string> accounts, Exchange exchange)
    {
        var request = exchange.Request;
        var owner = request.RequiredAccountId
            ?? (request.Head.PreviousResponseId is { } previous ? _owners.Find(request.Client.KeyName, previous) : null)
            ?? _owners.FindAny(request.Client.KeyName, exchange.NamedObjects);
        return owner is null ? accounts : accounts.Contains(owner) ? [owner] : [];
    }

    private Fault? FindOwner(Exchange exchange, string resource, out IReadOnlyList<LeaseRequest> routes)
    {
        routes = [];
        if (_owners.Find(exchange.Request.Client.KeyName, resource) is not { } owner || !_pool.Snapshot.ById.ContainsKey(owner))
        {
            return new Fault { Kind = FaultKind.NotFound, Message = $"Response with id '{resource}' not found." };
        }

        exchange.Candidates = 1;
        routes = [new LeaseRequest { Candidates = [owner] }];
        return null;
    }
}
