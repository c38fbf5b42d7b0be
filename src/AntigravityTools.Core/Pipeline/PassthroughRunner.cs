using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Conversations;
using AntigravityTools.Core.Upstreams;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Translation;

namespace AntigravityTools.Core.Pipeline;

/// <summary>An attempt at an account that speaks the client's protocol: the bytes pass, patched at most.</summary>
internal sealed class PassthroughRunner(UpstreamCallBuilder calls, UpstreamSender sender, ProtocolRegistry protocols, ResponseOwners owners, PassedState state, Func<ProxyConfig> config, TimeProvider time)
{
    public async ValueTask<AttemptOutcome> RunAsync(
        Exchange exchange, AccountLease lease, TranslationPlan plan, string? upstreamModel, ClientReply reply, SilenceWatch? silence, AttemptClock clock)
    {
        using var patched = RequestPatch.Apply(exchange.Request, plan, exchange.StripsState, state.ForeignIn(exchange, lease.Account));
        exchange.Losses.Clear();
        exchange.Losses.AddRange(patched.Losses);
        if (StrictRule.Refuse(exchange.Request, patched.Losses) is { } strict)
        {
            return AttemptOutcome.Failed(strict);
        }

        if (calls.Build(exchange.Request, lease.Account, upstreamModel, patched.Body) is not { } call)
        {
            return AttemptOutcome.Failed(new Fault { Kind = FaultKind.Unsupported, Message = $"The account's protocol has no {exchange.Request.Operation} operation." });
        }

        var upstream = await sender.SendAsync(call, lease, silence, clock).ConfigureAwait(false);
        var keep = false;
        try
        {
            if (!upstream.IsSuccess)
            {
                keep = true;
                var (refusal, bytes) = await sender.ReadRefusalAsync(protocols[exchange.Request.Protocol], lease, upstream, clock).ConfigureAwait(false);
                return AttemptOutcome.Failed(AboutObject(exchange.Request, refusal), upstream.Status, upstream, bytes) with { Secret = call.Secret };
            }

            if (exchange.StripsState)
            {
                state.Disown(exchange);
            }

            var fault = await CarryAsync(exchange, lease, plan, upstream, reply, silence, clock).ConfigureAwait(false);
            return (fault is null ? AttemptOutcome.Answered(upstream.Status) : AttemptOutcome.Failed(fault, upstream.Status)) with { Secret = call.Secret };
        }
        finally
        {
            if (!keep)
            {
                upstream.Dispose();
            }
        }
    }

    private async ValueTask<Fault?> CarryAsync(
        Exchange exchange, AccountLease lease, TranslationPlan plan, UpstreamReply upstream, ClientReply reply, SilenceWatch? silence, AttemptClock clock)
    {
        var request = exchange.Request;
        var protocol = protocols[request.Protocol];
        var idle = config().IdleTimeout;
        var owner = OwnerTag.OwnerOf(lease.Account.Id, request.Protocol);
        if (silence is null || FramesOf(upstream, request) is not { } frames)
        {
            var body = new BodyPump(exchange, protocol, reply, clock, idle, PassedState.Carries(request.Operation) ? whole => state.Note(exchange, owner, whole) : null);
            var failed = await body.RunAsync(upstream).ConfigureAwait(false);
            Remember(exchange, body.ResponseId, lease);
            return failed;
        }

        var tap = new StateTap(protocol.OpenTap(request.Operation), state, exchange, owner);
        var dropUsage = plan is TranslationPlan.Patched { IncludeUsage: true };
        try
        {
            return await new StreamPump(exchange, tap, frames, reply, clock, silence, idle, dropUsage, time).RunAsync(upstream).ConfigureAwait(false);
        }
        finally
        {
            exchange.Usage = tap.Usage;
            Remember(exchange, tap.ResponseId, lease);
        }
    }

    // Of a call or an object that the provider does not have or give: it says nothing about the account's models.
    private static Fault AboutObject(InboundRequest request, Fault refusal) =>
        request.Operation == Operation.Relay && refusal.Kind is FaultKind.NotFound or FaultKind.Permission
            ? refusal with { Kind = FaultKind.NotFound, Code = null }
            : refusal;

    // What an answered request named is the account's as well: whoever names it next has to come here.
    private void Remember(Exchange exchange, string? responseId, AccountLease lease)
    {
        var client = exchange.Request.Client.KeyName;
        if (responseId is not null)
        {
            owners.Remember(client, responseId, lease.Account.Id);
        }

        if (exchange.MadeObject is { } made)
        {
            owners.Remember(client, made, lease.Account.Id);
        }

        foreach (var id in exchange.NamedObjects)
        {
            owners.Remember(client, id, lease.Account.Id);
        }
    }

    private static IFrameReader? FramesOf(UpstreamReply upstream, InboundRequest request) =>
        string.Equals(upstream.MediaType, "text/event-stream", StringComparison.OrdinalIgnoreCase) ? new SseFrameReader()
        : request.StreamForm == StreamForm.JsonArray ? new JsonArrayFrameReader() : null;
}
