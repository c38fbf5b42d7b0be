using AntigravityTools.Core.Conversations;
using AntigravityTools.Core.Upstreams;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Pipeline;

/// <summary>Carries a whole (not streamed) answer: read to its end, looked at, then sent in one piece, so that failing over stays possible.</summary>
internal sealed class BodyPump(Exchange exchange, IProtocol protocol, ClientReply reply, AttemptClock clock, TimeSpan idle, Action<ReadOnlySpan<byte>>? note = null)
{
    private const int FirstRead = 16 << 10;
    private const int MostHeld = 64 << 20;

    /// <summary>Returns the fault that ended the attempt, or null where the client has the whole answer.</summary>
    public async ValueTask<Fault?> RunAsync(UpstreamReply upstream)
    {
        using var buffer = new PooledBuffer(upstream.Length is > 0 and < MostHeld ? (int)upstream.Length.Value + 1 : FirstRead);
        var held = IsText(upstream.MediaType);
        while (true)
        {
            var read = await upstream.Body.ReadAsync(buffer.Room(buffer.Length == 0 ? 1 : FirstRead), clock.Token).ConfigureAwait(false);
            if (read == 0)
            {
                break;
            }

            buffer.Filled(read);
            if (held && buffer.Length == upstream.Length)
            {
                break;
            }

            if (!held || buffer.Length > MostHeld)
            {
                return await CopyAsync(upstream, buffer).ConfigureAwait(false);
            }

            clock.Within(idle, "idle_timeout_seconds");
        }

        return await SendAsync(upstream, buffer).ConfigureAwait(false);
    }

    private async ValueTask<Fault?> SendAsync(UpstreamReply upstream, PooledBuffer buffer)
    {
        if (upstream.Length is { } length && buffer.Length < length)
        {
            return new Fault { Kind = FaultKind.Network, Message = $"The provider's answer broke off after {buffer.Length} of {length} bytes." };
        }

        if (IsText(upstream.MediaType) && protocol.ReadHiddenFault(buffer.Span) is { } hidden)
        {
            return hidden;
        }

        exchange.Usage = protocol.ReadUsage(exchange.Request.Operation, buffer.Span);
        if (exchange.Request.Protocol == Protocol.OpenAIResponses && exchange.Request.Operation == Operation.Generate)
        {
            ResponseId = ResponseOwners.IdOf(buffer.Span);
        }
        else if (exchange.Request.Operation == Operation.Relay)
        {
            ResponseId = ObjectIds.Of(exchange.Request.Protocol, buffer.Span);
        }

        note?.Invoke(buffer.Span);
        reply.Commit(upstream, buffer.Length);
        reply.Write(buffer.Span);
        await reply.FlushAsync(clock.Token).ConfigureAwait(false);
        return null;
    }

    /// <summary>The id of the server-side response that the answer names.</summary>
    public string? ResponseId { get; private set; }

    // Audio, images and what is too large to hold goes through as it comes; from here on no other account can take over.
    private async ValueTask<Fault?> CopyAsync(UpstreamReply upstream, PooledBuffer buffer)
    {
        reply.Commit(upstream, upstream.Length);
        while (true)
        {
            reply.Write(buffer.Span);
            buffer.Drop(buffer.Length);
            await reply.FlushAsync(clock.Token).ConfigureAwait(false);
            clock.Within(idle, "idle_timeout_seconds");
            var read = await upstream.Body.ReadAsync(buffer.Room(FirstRead), clock.Token).ConfigureAwait(false);
            if (read == 0)
            {
                return null;
            }

            buffer.Filled(read);
        }
    }

    private static bool IsText(string? mediaType) =>
        mediaType is null || mediaType.Contains("json", StringComparison.OrdinalIgnoreCase) || mediaType.StartsWith("text/", StringComparison.OrdinalIgnoreCase);
}
