using AntigravityTools.Core.Upstreams;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Translation;

namespace AntigravityTools.Core.Pipeline;

/// <summary>
/// Carries an answer from one protocol to another. Events before the first content are held; after it each read is written and flushed
/// before the next one. Where one side streams and the other does not, the whole answer is gathered first.
/// </summary>
internal sealed class TranslatedPump(
    Exchange exchange, TranslatedCall call, ITranslator upstreamSide, ITranslator clientSide, AnswerKeeper keeper, StoredResponses stored,
    ClientReply reply, AttemptClock clock, SilenceWatch? silence, TimeSpan idle, TimeProvider time)
{
    private const int ReadSize = 8 << 10;
    private const int LongestAnswer = 64 << 20;
    private const string EventStream = "text/event-stream; charset=utf-8";
    private const string Json = "application/json";
    private readonly AnswerBridge _bridge = new(call.Names, call.Owner, exchange.Request.Protocol);
    private readonly List<StreamEvent> _fresh = [];
    private readonly List<StreamEvent> _held = [];
    private Fault? _fault;
    private bool _heard;

    private bool ClientStreams => exchange.Request.Stream;

    /// <summary>Returns the fault that ended the attempt, or null where the client has the whole answer.</summary>
    public async ValueTask<Fault?> RunAsync(UpstreamReply upstream)
    {
        using var buffer = new PooledBuffer(ReadSize);
        var streamed = string.Equals(upstream.MediaType, "text/event-stream", StringComparison.OrdinalIgnoreCase);
        using var writer = ClientStreams ? clientSide.OpenWriter(call.Context) : null;
        var fault = streamed
            ? await ReadStreamAsync(upstream, buffer, writer).ConfigureAwait(false)
            : await ReadWholeAsync(upstream, buffer).ConfigureAwait(false);
        if (fault is not null && !reply.Committed)
        {
            return fault;
        }

        fault ??= await FinishAsync(writer).ConfigureAwait(false);
        if (fault is null)
        {
            keeper.Remember();
        }

        return fault;
    }

    private async ValueTask<Fault?> ReadStreamAsync(UpstreamReply upstream, PooledBuffer buffer, IStreamWriter? writer)
    {
        var frames = new SseFrameReader();
        var reader = upstreamSide.OpenReader();
        var total = 0L;
        while (true)
        {
            var read = await ReadAsync(upstream, buffer.Room(ReadSize / 4)).ConfigureAwait(false);
            buffer.Filled(read);
            _heard = true;
            while (frames.TryRead(buffer.Span, endOfInput: read == 0, out var frame, out var consumed))
            {
                if (!frame.Data.IsEmpty)
                {
                    reader.Read(frame.EventType, frame.Data, _fresh);
                }

                buffer.Drop(consumed);
            }

            if (read == 0)
            {
                reader.Complete(EndOfInput.Closed, _fresh);
            }

            Take();
            if (_fault is not null && !reply.Committed)
            {
                return _fault;
            }

            if (writer is not null && !await ReleaseAsync(writer).ConfigureAwait(false))
            {
                return Gone();
            }

            if (read == 0 || _fault is not null)
            {
                return _fault;
            }

            if ((total += writer is null ? read : 0) > LongestAnswer || buffer.Length > LongestAnswer)
            {
                return TooLong();
            }
        }
    }

    private async ValueTask<Fault?> ReadWholeAsync(UpstreamReply upstream, PooledBuffer buffer)
    {
        int read;
        while ((read = await ReadAsync(upstream, buffer.Room(ReadSize)).ConfigureAwait(false)) > 0)
        {
            buffer.Filled(read);
            _heard = true;
            if (buffer.Length > LongestAnswer)
            {
                return TooLong();
            }
        }

        upstreamSide.ReadAnswer(buffer.Span, _fresh);
        Take();
        return _fault;
    }

    private ValueTask<int> ReadAsync(UpstreamReply upstream, Memory<byte> room)
    {
        var read = upstream.Body.ReadAsync(room, clock.Token);
        if (read.IsCompletedSuccessfully)
        {
            return read;
        }

        if (_heard)
        {
            clock.Within(idle, "idle_timeout_seconds");
        }

        return silence is null ? read : silence.WaitAsync(read.AsTask());
    }

    // What the reader found, in the client's words, behind what is still held.
    private void Take()
    {
        _bridge.Apply(_fresh);
        foreach (var item in _fresh)
        {
            switch (item)
            {
                case StreamEvent.UsageReported report:
                    exchange.Usage = report.Usage;
                    break;
                case StreamEvent.Failed failed:
                    _fault ??= failed.Fault;
                    break;
            }

            keeper.Add(item);
            _held.Add(item);
        }

        _fresh.Clear();
    }

    // Writes what is held once there is content in it; false where the client is gone.
    private async ValueTask<bool> ReleaseAsync(IStreamWriter writer)
    {
        if (_held.Count == 0 || (!reply.Committed && !_held.Exists(IsContent)))
        {
            return true;
        }

        Commit(ClientStreams && exchange.Request.StreamForm == StreamForm.Sse ? EventStream : Json, length: null);
        using var output = new PooledWriter(1024);
        foreach (var item in _held)
        {
            writer.Write(item, output);
        }

        _held.Clear();
        reply.ErrorPassedThrough |= _fault is not null;
        reply.Write(output.Written.Span);
        return await reply.FlushAsync(clock.Token).ConfigureAwait(false);
    }

    private async ValueTask<Fault?> FinishAsync(IStreamWriter? writer)
    {
        using var output = new PooledWriter(4096);
        if (writer is null)
        {
            Note(clientSide.WriteAnswer(call.Context, _held, output));
            Commit(Json, output.Written.Length);
        }
        else
        {
            if (!await ReleaseAsync(writer).ConfigureAwait(false))
            {
                return Gone();
            }

            Commit(exchange.Request.StreamForm == StreamForm.Sse ? EventStream : Json, length: null);
            Note(writer.Complete(output));
        }

        stored.Keep(exchange.Request, output.Written.Span);
        reply.Write(output.Written.Span);
        return await reply.FlushAsync(clock.Token).ConfigureAwait(false) ? null : Gone();
    }

    private void Commit(string contentType, long? length)
    {
        if (!reply.Committed)
        {
            exchange.TimeToFirstToken = time.GetElapsedTime(exchange.Request.StartedTimestamp);
            reply.Commit(contentType, length);
        }
    }

    private void Note(LossReport losses) => exchange.Losses.AddRange(losses.IsEmpty ? [] : losses.Items);

    private static bool IsContent(StreamEvent item) => item is StreamEvent.TextDelta { Text.Length: > 0 } or StreamEvent.ArgumentsDelta
        or StreamEvent.MediaProduced or StreamEvent.Finished or StreamEvent.BlockStarted { Kind: BlockKind.ToolCall or BlockKind.CustomToolCall };

    private static Fault Gone() => new() { Kind = FaultKind.Cancelled, Message = "The client closed the connection before the answer was complete." };

    private static Fault TooLong() => new() { Kind = FaultKind.Upstream, Message = $"The provider's answer is larger than {LongestAnswer >> 20} MiB." };
}
