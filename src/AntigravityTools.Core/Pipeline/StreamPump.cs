using AntigravityTools.Core.Upstreams;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Pipeline;

/// <summary>
/// Carries a streamed answer untouched. Whole frames only: the preamble is held until the first content, after that each read
/// is flushed before the next one. A tap reads along for usage, errors and the end.
/// </summary>
internal sealed class StreamPump(
    Exchange exchange, IStreamTap tap, IFrameReader frames, ClientReply reply, AttemptClock clock, SilenceWatch silence,
    TimeSpan idle, bool dropUsage, TimeProvider time)
{
    private const int ReadSize = 8 << 10;
    private const int FirstSize = 2 << 10;
    private const int LongestPreamble = 1 << 20;
    private const int LongestFrame = 64 << 20;
    private int _room = FirstSize;
    private int _whole;
    private bool _heard;
    private Fault? _fault;

    /// <summary>Returns the fault that ended the attempt, or null where the stream came to its own end.</summary>
    public async ValueTask<Fault?> RunAsync(UpstreamReply upstream)
    {
        // Small until a stream proves to send much at once: a thousand slow streams are held for minutes.
        using var buffer = new PooledBuffer(FirstSize);
        while (true)
        {
            var read = await ReadAsync(upstream, buffer.Room(_room)).ConfigureAwait(false);
            if (read == 0)
            {
                return await EndAsync(upstream, buffer).ConfigureAwait(false);
            }

            buffer.Filled(read);
            _room = read >= _room ? ReadSize : FirstSize;
            _heard = true;
            var content = Scan(buffer, endOfInput: false);
            if (_fault is not null && !reply.Committed && !content)
            {
                return _fault;
            }

            if (!await ReleaseAsync(upstream, buffer, content).ConfigureAwait(false))
            {
                return new Fault { Kind = FaultKind.Cancelled, Message = "The client closed the connection before the answer was complete." };
            }

            if (buffer.Length > LongestFrame)
            {
                return new Fault { Kind = FaultKind.Upstream, Message = $"The provider sent a frame of more than {LongestFrame >> 20} MiB." };
            }
        }
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

        return silence.WaitAsync(read.AsTask());
    }

    // Looks at every whole frame; true where one of them commits. Frames meant for us alone are cut out of the buffer.
    private bool Scan(PooledBuffer buffer, bool endOfInput)
    {
        var commits = false;
        while (frames.TryRead(buffer.Span[_whole..], endOfInput, out var frame, out var consumed))
        {
            switch (tap.Observe(frame.EventType, frame.Data))
            {
                case FrameKind.Content or FrameKind.Terminal:
                    commits = true;
                    break;
                case FrameKind.Error:
                    _fault ??= tap.Fault;
                    break;
                case FrameKind.UsageOnly when dropUsage:
                    buffer.Cut(_whole, consumed);
                    continue;
            }

            _whole += consumed;
        }

        return commits;
    }

    private async ValueTask<bool> ReleaseAsync(UpstreamReply upstream, PooledBuffer buffer, bool content)
    {
        if (!reply.Committed)
        {
            if (!content && _whole < LongestPreamble)
            {
                return true;
            }

            exchange.TimeToFirstToken = time.GetElapsedTime(exchange.Request.StartedTimestamp);
            reply.Commit(upstream, length: null);
        }

        if (_whole == 0)
        {
            return true;
        }

        reply.ErrorPassedThrough |= _fault is not null;
        reply.Write(buffer.Span[.._whole]);
        buffer.Drop(_whole);
        _whole = 0;
        return await reply.FlushAsync(clock.Token).ConfigureAwait(false);
    }

    private async ValueTask<Fault?> EndAsync(UpstreamReply upstream, PooledBuffer buffer)
    {
        var content = Scan(buffer, endOfInput: true);
        if (_fault is not null && !reply.Committed && !content)
        {
            return _fault;
        }

        if (!tap.Completed && _fault is null)
        {
            return new Fault
            {
                Kind = FaultKind.Network,
                Message = reply.Committed
                    ? "The provider's stream broke off before its end."
                    : "The provider's stream ended before any content.",
            };
        }

        // What follows the last frame belongs to a stream that came to its own end: it goes through as it is.
        _whole = buffer.Length;
        await ReleaseAsync(upstream, buffer, content).ConfigureAwait(false);
        return _fault;
    }
}
