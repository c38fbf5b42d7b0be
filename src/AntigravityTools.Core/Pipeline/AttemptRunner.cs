using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Conversations;
using AntigravityTools.Core.Upstreams;
using AntigravityTools.Core.Verdicts;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Translation;

namespace AntigravityTools.Core.Pipeline;

/// <summary>One try at one account: send, then carry the answer. Every failure comes back as a value.</summary>
internal sealed class AttemptRunner(
    UpstreamClient client, ProtocolRegistry protocols, ResponseOwners owners, Func<ProxyConfig> config, TimeProvider time)
{
    private const int LongestRefusal = 1 << 20;

    public async Task<AttemptOutcome> RunAsync(
        Exchange exchange, AccountLease lease, TranslationPlan plan, string? upstreamModel, ClientReply reply, SilenceWatch? silence, CancellationToken clientGone)
    {
        using var patched = RequestPatch.Apply(exchange.Request, plan, exchange.StripsState);
        if (UpstreamCallBuilder.Build(exchange.Request, lease.Account, upstreamModel, patched.Body) is not { } call)
        {
            return AttemptOutcome.Failed(new Fault { Kind = FaultKind.Unsupported, Message = $"The account's protocol has no {exchange.Request.Operation} operation." });
        }

        using var clock = new AttemptClock(time, clientGone);
        clock.Within(config().RequestTimeout, "request_timeout_seconds");
        try
        {
            return await SendAsync(exchange, lease, call, plan, reply, silence, clock).ConfigureAwait(false) with { Secret = call.Secret };
        }
        catch (OperationCanceledException) when (clock.Token.IsCancellationRequested)
        {
            return AttemptOutcome.Failed(clock.ToFault());
        }
        catch (HttpRequestException error)
        {
            return AttemptOutcome.Failed(UpstreamClient.FaultOf(error, call.Address));
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            return AttemptOutcome.Failed(new Fault
            {
                Kind = FaultKind.Network, Message = $"The answer of {call.Address.Authority} broke off: {error.GetBaseException().Message}",
            });
        }
    }

    private async Task<AttemptOutcome> SendAsync(
        Exchange exchange, AccountLease lease, UpstreamCall call, TranslationPlan plan, ClientReply reply, SilenceWatch? silence, AttemptClock clock)
    {
        var sending = client.SendAsync(call, clock.Token);
        var upstream = silence is null ? await sending.ConfigureAwait(false) : await silence.WaitAsync(sending).ConfigureAwait(false);
        var keep = false;
        try
        {
            QuotaHeaders.Observe(upstream, lease, time.GetUtcNow());
            if (!upstream.IsSuccess)
            {
                keep = true;
                return await ReadRefusalAsync(exchange, upstream, clock).ConfigureAwait(false);
            }

            var fault = await CarryAsync(exchange, lease, plan, upstream, reply, silence, clock).ConfigureAwait(false);
            return fault is null ? AttemptOutcome.Answered(upstream.Status) : AttemptOutcome.Failed(fault, upstream.Status);
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
        if (silence is null || FramesOf(upstream, request) is not { } frames)
        {
            var body = new BodyPump(exchange, protocol, reply, clock, idle);
            var failed = await body.RunAsync(upstream).ConfigureAwait(false);
            Remember(body.ResponseId, lease);
            return failed;
        }

        var tap = protocol.OpenTap(request.Operation);
        var dropUsage = plan is TranslationPlan.Patched { IncludeUsage: true };
        try
        {
            return await new StreamPump(exchange, tap, frames, reply, clock, silence, idle, dropUsage, time).RunAsync(upstream).ConfigureAwait(false);
        }
        finally
        {
            exchange.Usage = tap.Usage;
            Remember(tap.ResponseId, lease);
        }
    }

    private void Remember(string? responseId, AccountLease lease)
    {
        if (responseId is not null)
        {
            owners.Remember(responseId, lease.Account.Id);
        }
    }

    private static IFrameReader? FramesOf(UpstreamReply upstream, InboundRequest request) =>
        string.Equals(upstream.MediaType, "text/event-stream", StringComparison.OrdinalIgnoreCase) ? new SseFrameReader()
        : request.StreamForm == StreamForm.JsonArray ? new JsonArrayFrameReader() : null;

    private async Task<AttemptOutcome> ReadRefusalAsync(Exchange exchange, UpstreamReply upstream, AttemptClock clock)
    {
        using var buffer = new PooledBuffer(4 << 10);
        int read;
        while (buffer.Length < LongestRefusal && (read = await upstream.Body.ReadAsync(buffer.Room(2 << 10), clock.Token).ConfigureAwait(false)) > 0)
        {
            buffer.Filled(read);
        }

        var fault = protocols[exchange.Request.Protocol].ReadFault(upstream.Status, buffer.Span);
        fault = fault with
        {
            UpstreamStatus = upstream.Status,
            RetryAfter = RetryHints.Of(upstream.Header, fault.RetryAfter, fault.Message, time.GetUtcNow()),
        };
        return AttemptOutcome.Failed(fault, upstream.Status, upstream, buffer.Span.ToArray());
    }
}
