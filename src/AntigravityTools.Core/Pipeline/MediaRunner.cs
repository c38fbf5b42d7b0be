using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Upstreams;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Translation;

namespace AntigravityTools.Core.Pipeline;

/// <summary>
/// An image or audio call at an account whose models make pictures, speech and transcripts as parts of an answer. Several pictures are
/// several calls, one after the other: such models give one at a time.
/// </summary>
internal sealed class MediaRunner(UpstreamCallBuilder calls, UpstreamSender sender, ProtocolRegistry protocols, RequestTranslator translator, Func<ProxyConfig> config)
{
    /// <summary>True for the calls that this runner serves.</summary>
    public static bool Serves(Operation operation) =>
        operation is Operation.GenerateImage or Operation.EditImage or Operation.Transcribe or Operation.TranslateAudio or Operation.Speak;

    public async ValueTask<AttemptOutcome> RunAsync(
        Exchange exchange, AccountLease lease, Protocol upstream, string upstreamModel, ClientReply reply, SilenceWatch? silence, AttemptClock clock)
    {
        var request = exchange.Request;
        if (protocols.MediaOf(request.Protocol) is not { } client)
        {
            return AttemptOutcome.Failed(new Fault { Kind = FaultKind.Unsupported, Message = $"{request.Protocol.ToName()} has no such call ({request.Operation})." });
        }

        var read = client.ReadRequest(request.Operation, request.ContentType, request.Body);
        if (read.Value is not { } media)
        {
            return AttemptOutcome.Failed(read.Fault!);
        }

        exchange.Chat = media.Chat;
        var (prepared, refused) = await translator.PrepareAsync(exchange, lease.Account, upstream, upstreamModel, clock.Token).ConfigureAwait(false);
        if (prepared is null)
        {
            return AttemptOutcome.Failed(refused!);
        }

        using (prepared)
        {
            exchange.Losses.AddRange(media.Loss.Items);
            if (StrictRule.Refuse(request, media.Loss.Items) is { } strict)
            {
                return AttemptOutcome.Failed(strict);
            }

            return await AskAsync(exchange, lease, upstream, upstreamModel, (client, media), prepared.Body, reply, silence, clock).ConfigureAwait(false);
        }
    }

    private async ValueTask<AttemptOutcome> AskAsync(
        Exchange exchange, AccountLease lease, Protocol upstream, string upstreamModel, (IMediaTranslator Client, MediaRequest Media) asked,
        ReadOnlyMemory<byte> body, ClientReply reply, SilenceWatch? silence, AttemptClock clock)
    {
        exchange.UpstreamProtocol = upstream;
        var answers = new List<Answer>(asked.Media.Count);
        var (status, secret) = (200, (string?)null);
        while (answers.Count < asked.Media.Count)
        {
            if (calls.BuildTranslated(exchange.Request, lease.Account, upstream, Operation.Generate, upstreamModel, body) is not { } call)
            {
                return AttemptOutcome.Failed(new Fault { Kind = FaultKind.Unsupported, Message = $"An account that speaks {upstream.ToName()} has nothing for this call ({exchange.Request.Operation})." });
            }

            clock.Within(config().RequestTimeout, "request_timeout_seconds");
            secret = call.Secret;
            using var answer = await sender.SendAsync(call, lease, silence, clock).ConfigureAwait(false);
            status = answer.Status;
            if (!answer.IsSuccess)
            {
                var (refusal, _) = await sender.ReadRefusalAsync(protocols[upstream], lease, answer, clock).ConfigureAwait(false);
                return AttemptOutcome.Failed(refusal, status) with { Secret = secret };
            }

            var whole = await WholeAsync(answer, silence, clock).ConfigureAwait(false);
            var events = new List<StreamEvent>();
            protocols.TranslatorOf(upstream).ReadAnswer(whole, events);
            if (events.Find(item => item is StreamEvent.Failed) is StreamEvent.Failed failed)
            {
                return AttemptOutcome.Failed(failed.Fault, status) with { Secret = secret };
            }

            answers.Add(Answer.Fold(events));
            exchange.Usage = Add(exchange.Usage, answers[^1].Usage, first: answers.Count == 1);
        }

        var fault = await WriteAsync(exchange, asked, answers, reply, clock).ConfigureAwait(false);
        return (fault is null ? AttemptOutcome.Answered(status) : AttemptOutcome.Failed(fault, status)) with { Secret = secret };
    }

    private async Task<byte[]> WholeAsync(UpstreamReply answer, SilenceWatch? silence, AttemptClock clock)
    {
        var reading = AnswerBody.ReadAsync(answer, clock, config().IdleTimeout).AsTask();
        return silence is null ? await reading.ConfigureAwait(false) : await silence.WaitAsync(reading).ConfigureAwait(false);
    }

    private static async ValueTask<Fault?> WriteAsync(
        Exchange exchange, (IMediaTranslator Client, MediaRequest Media) asked, List<Answer> answers, ClientReply reply, AttemptClock clock)
    {
        using var output = new PooledWriter(16 << 10);
        var written = asked.Client.WriteAnswer(asked.Media, answers, exchange.Request.StartedAt, output);
        if (written.Value is not { } mediaType)
        {
            return written.Fault;
        }

        reply.Commit(mediaType, output.Written.Length);
        reply.Write(output.Written.Span);
        return await reply.FlushAsync(clock.Token).ConfigureAwait(false)
            ? null
            : new Fault { Kind = FaultKind.Cancelled, Message = "The client closed the connection before the answer was complete." };
    }

    private static TokenUsage Add(TokenUsage sum, TokenUsage next, bool first) => first ? next : new TokenUsage
    {
        Input = sum.Input + next.Input,
        Output = sum.Output + next.Output,
        CacheRead = sum.CacheRead + next.CacheRead,
        CacheWrite = sum.CacheWrite + next.CacheWrite,
        Reasoning = sum.Reasoning + next.Reasoning,
        Raw = next.Raw,
    };
}
