using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Conversations;
using AntigravityTools.Core.Upstreams;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Translation;

namespace AntigravityTools.Core.Pipeline;

/// <summary>An attempt at an account that speaks another protocol than the client.</summary>
internal sealed class TranslatedRunner(
    UpstreamCallBuilder calls, UpstreamSender sender, ProtocolRegistry protocols, RequestTranslator translator, ConversationMemory memory, StoredResponses stored, TokenEstimator estimator, MediaRunner media,
    Func<ProxyConfig> config, TimeProvider time)
{
    public ValueTask<AttemptOutcome> RunAsync(
        Exchange exchange, AccountLease lease, Protocol upstream, string upstreamModel, ClientReply reply, SilenceWatch? silence, AttemptClock clock) =>
        exchange.Request.Operation switch
        {
            Operation.CountTokens => CountAsync(exchange, reply, clock),
            Operation.Embed or Operation.EmbedBatch => EmbedAsync(exchange, lease, upstream, upstreamModel, reply, clock),
            var operation when MediaRunner.Serves(operation) => media.RunAsync(exchange, lease, upstream, upstreamModel, reply, silence, clock),
            _ => GenerateAsync(exchange, lease, upstream, upstreamModel, reply, silence, clock),
        };

    private async ValueTask<AttemptOutcome> GenerateAsync(
        Exchange exchange, AccountLease lease, Protocol upstream, string upstreamModel, ClientReply reply, SilenceWatch? silence, AttemptClock clock)
    {
        // A translation is work enough to be worth a thread of its own: on the socket's thread other requests would wait for it.
        await Task.Yield();
        var (prepared, refused) = await translator.PrepareAsync(exchange, lease.Account, upstream, upstreamModel, clock.Token).ConfigureAwait(false);
        if (prepared is null)
        {
            return AttemptOutcome.Failed(refused!);
        }

        using (prepared)
        {
            return calls.BuildTranslated(exchange.Request, lease.Account, upstream, Operation.Generate, upstreamModel, prepared.Body) is { } call
                ? await AskAsync(exchange, lease, upstream, call, silence, clock, CarryAsync).ConfigureAwait(false)
                : NoOperation(upstream, exchange.Request.Operation);

            ValueTask<Fault?> CarryAsync(UpstreamReply answer) => new TranslatedPump(
                exchange, prepared, protocols.TranslatorOf(upstream), protocols.TranslatorOf(exchange.Request.Protocol),
                new AnswerKeeper(exchange, memory, prepared.Owner, upstream), stored, reply, clock, silence, config().IdleTimeout, time).RunAsync(answer);
        }
    }

    private async ValueTask<AttemptOutcome> EmbedAsync(
        Exchange exchange, AccountLease lease, Protocol upstream, string upstreamModel, ClientReply reply, AttemptClock clock)
    {
        if (protocols.EmbeddingsOf(exchange.Request.Protocol) is not { } client || protocols.EmbeddingsOf(upstream) is not { } provider)
        {
            return NoOperation(upstream, exchange.Request.Operation);
        }

        var read = client.ReadRequest(exchange.Request.Operation, exchange.Request.Body.Span, exchange.Request.PathModel);
        if (read.Value is not { } request)
        {
            return AttemptOutcome.Failed(read.Fault!);
        }

        using var body = new PooledWriter(exchange.Request.Body.Length + 256);
        var written = provider.WriteRequest(request, upstreamModel, body);
        exchange.Losses.Clear();
        exchange.Losses.AddRange(written.Loss.Items);
        if ((written.Fault ?? StrictRule.Refuse(exchange.Request, written.Loss.Items)) is { } unsaid)
        {
            return AttemptOutcome.Failed(unsaid);
        }

        var operation = upstream == Protocol.Gemini && request.Inputs.Length > 1 ? Operation.EmbedBatch : Operation.Embed;
        return calls.BuildTranslated(exchange.Request, lease.Account, upstream, operation, upstreamModel, body.Written) is { } call
            ? await AskAsync(exchange, lease, upstream, call, silence: null, clock, CarryAsync).ConfigureAwait(false)
            : NoOperation(upstream, exchange.Request.Operation);

        async ValueTask<Fault?> CarryAsync(UpstreamReply answer)
        {
            var whole = await AnswerBody.ReadAsync(answer, clock, config().IdleTimeout).ConfigureAwait(false);
            var parsed = provider.ReadAnswer(request, whole);
            if (parsed.Value is not { } embeddings)
            {
                return parsed.Fault;
            }

            exchange.Usage = new TokenUsage { Input = embeddings.InputTokens };
            using var output = new PooledWriter(4096);
            client.WriteAnswer(request, embeddings, output);
            return await SendAsync(reply, output, clock).ConfigureAwait(false);
        }
    }

    /// <summary>Counts here and marks it as an estimate: the provider has no such call, or does not count as the client's own would.</summary>
    public async ValueTask<AttemptOutcome> CountAsync(Exchange exchange, ClientReply reply, AttemptClock clock)
    {
        using var output = new PooledWriter(256);

        // The first one loads the tokenizer's tables, and a long conversation takes its time: not on a socket's thread.
        if (await Task.Run(() => estimator.Write(exchange.Request, output), clock.Token).ConfigureAwait(false) is { } refused)
        {
            return AttemptOutcome.Failed(refused);
        }

        var gone = await SendAsync(reply, output, clock, new KeyValuePair<string, string>("x-antigravity-token-count", "estimate")).ConfigureAwait(false);
        return gone is null ? AttemptOutcome.Answered(200) : AttemptOutcome.Failed(gone);
    }

    private async ValueTask<AttemptOutcome> AskAsync(
        Exchange exchange, AccountLease lease, Protocol upstream, UpstreamCall call, SilenceWatch? silence, AttemptClock clock, Func<UpstreamReply, ValueTask<Fault?>> carry)
    {
        exchange.UpstreamProtocol = upstream;
        using var answer = await sender.SendAsync(call, lease, silence, clock).ConfigureAwait(false);
        if (!answer.IsSuccess)
        {
            var (refusal, _) = await sender.ReadRefusalAsync(protocols[upstream], lease, answer, clock).ConfigureAwait(false);
            return AttemptOutcome.Failed(refusal, answer.Status) with { Secret = call.Secret };
        }

        var fault = await carry(answer).ConfigureAwait(false);
        return (fault is null ? AttemptOutcome.Answered(answer.Status) : AttemptOutcome.Failed(fault, answer.Status)) with { Secret = call.Secret };
    }

    private static async ValueTask<Fault?> SendAsync(ClientReply reply, PooledWriter output, AttemptClock clock, params KeyValuePair<string, string>[] more)
    {
        reply.Commit("application/json", output.Written.Length, more);
        reply.Write(output.Written.Span);
        return await reply.FlushAsync(clock.Token).ConfigureAwait(false)
            ? null
            : new Fault { Kind = FaultKind.Cancelled, Message = "The client closed the connection before the answer was complete." };
    }

    private static AttemptOutcome NoOperation(Protocol upstream, Operation operation) => AttemptOutcome.Failed(new Fault
    {
        Kind = FaultKind.Unsupported, Message = $"An account that speaks {upstream.ToName()} has nothing for this call ({operation}).",
    });
}
