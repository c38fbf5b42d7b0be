using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using AntigravityTools.Core.Upstreams;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Pipeline;

/// <summary>The answer to the client, in its own protocol: headers, body, heartbeats and errors, before and after the start.</summary>
internal sealed class ClientReply(Exchange exchange, IProtocol protocol, IResponseSink sink)
{
    private const int Piece = 4096;
    private const string EventStream = "text/event-stream; charset=utf-8";

    /// <summary>True once the client has seen status and headers.</summary>
    public bool HasStarted => sink.HasStarted;

    /// <summary>Bytes written for the client so far.</summary>
    public long BytesSent => exchange.BytesOut;

    /// <summary>True once some of the upstream's bytes are on their way.</summary>
    public bool Committed { get; private set; }

    /// <summary>True once an error event of the upstream went through to the client.</summary>
    public bool ErrorPassedThrough { get; set; }

    /// <summary>Sets status and headers from the upstream's answer. After heartbeats the status stands at 200.</summary>
    public void Commit(UpstreamReply upstream, long? length)
    {
        Committed = true;
        exchange.Status = upstream.Status;
        if (sink.HasStarted)
        {
            return;
        }

        var headers = OwnHeaders();
        upstream.CopyHeaders(headers);
        if (length is { } bytes)
        {
            headers.Add(new("Content-Length", bytes.ToString(CultureInfo.InvariantCulture)));
        }

        sink.Start(upstream.Status, headers);
    }

    /// <summary>Opens an answer of our own making: a translated one, or one that no upstream was asked for.</summary>
    public void Commit(string contentType, long? length, params ReadOnlySpan<KeyValuePair<string, string>> more)
    {
        Committed = true;
        if (sink.HasStarted)
        {
            return;
        }

        exchange.Status = 200;
        var headers = OwnHeaders();
        headers.Add(new("Content-Type", contentType));
        if (length is { } bytes)
        {
            headers.Add(new("Content-Length", bytes.ToString(CultureInfo.InvariantCulture)));
        }
        else
        {
            headers.Add(new("Cache-Control", "no-cache"));
        }

        headers.AddRange(more);
        sink.Start(200, headers);
    }

    /// <summary>Copies bytes to the client's buffer; sent by <see cref="FlushAsync"/>.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        exchange.BytesOut += bytes.Length;
        WriteTo(sink.Body, bytes);
    }

    /// <summary>Copies bytes piece by piece. Kestrel hands out no room before the start unless it is told how much.</summary>
    public static void WriteTo(PipeWriter output, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var room = output.GetSpan(Math.Min(bytes.Length, Piece));
            var count = Math.Min(room.Length, bytes.Length);
            bytes[..count].CopyTo(room);
            output.Advance(count);
            bytes = bytes[count..];
        }
    }

    /// <summary>Sends what was written; false where the client is gone.</summary>
    public ValueTask<bool> FlushAsync(CancellationToken cancellationToken) => sink.FlushAsync(cancellationToken);

    /// <summary>Sends a keep-alive; the first one fixes the status at 200.</summary>
    public ValueTask<bool> HeartbeatAsync(CancellationToken cancellationToken)
    {
        if (!sink.HasStarted)
        {
            var headers = OwnHeaders();
            headers.Add(new("Content-Type", exchange.Request.StreamForm == StreamForm.Sse ? EventStream : "application/json"));
            headers.Add(new("Cache-Control", "no-cache"));
            exchange.Status = 200;
            sink.Start(200, headers);
        }

        var beat = new ArrayBufferWriter<byte>(64);
        protocol.WriteHeartbeat(Form, beat);
        Write(beat.WrittenSpan);
        return sink.FlushAsync(cancellationToken);
    }

    /// <summary>Gives the client an upstream's refusal byte for byte, or in its own words where the answer has already started.</summary>
    public async ValueTask RelayAsync(UpstreamReply upstream, ReadOnlyMemory<byte> body, Fault fault, CancellationToken cancellationToken)
    {
        if (sink.HasStarted)
        {
            await FailAsync(fault, cancellationToken).ConfigureAwait(false);
            return;
        }

        exchange.Fault = fault;
        Commit(upstream, body.Length);
        Write(body.Span);
        await sink.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the answer with an error: a status and body while nothing was sent, else the protocol's own error event. False where the client is gone.</summary>
    public async ValueTask<bool> FailAsync(Fault fault, CancellationToken cancellationToken)
    {
        exchange.Fault = fault;
        var output = new ArrayBufferWriter<byte>(512);
        if (sink.HasStarted)
        {
            protocol.WriteStreamFault(fault, Form, exchange.Request.Id, output);
        }
        else
        {
            protocol.WriteFault(fault, exchange.Request.Id, output);
            exchange.Status = protocol.StatusOf(fault);
            var headers = OwnHeaders();
            headers.AddRange(FaultHeaders(fault));
            headers.Add(new("Content-Length", output.WrittenCount.ToString(CultureInfo.InvariantCulture)));
            sink.Start(exchange.Status, headers);
        }

        Write(output.WrittenSpan);
        return await sink.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Breaks the connection: the only honest end of an answer that is not framed.</summary>
    public void Abort() => sink.Abort();

    /// <summary>The headers that belong to every error of ours.</summary>
    public static IEnumerable<KeyValuePair<string, string>> FaultHeaders(Fault fault)
    {
        yield return new("Content-Type", "application/json");
        if (fault.RetryAfter is { } wait)
        {
            yield return new("Retry-After", Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture));
        }

        if (fault.NeedsPerson || fault.Kind is FaultKind.Authentication)
        {
            yield return new("x-should-retry", "false");
        }
    }

    private StreamForm Form => exchange.Request.StreamForm == StreamForm.JsonArray && !Committed ? StreamForm.JsonArrayStart : exchange.Request.StreamForm;

    private List<KeyValuePair<string, string>> OwnHeaders()
    {
        var headers = new List<KeyValuePair<string, string>>(12)
        {
            new("x-antigravity-request-id", exchange.Request.Id),
            new("x-antigravity-attempts", exchange.AttemptsBegun.ToString(CultureInfo.InvariantCulture)),
        };
        if (exchange.ResolvedModel is { } model)
        {
            headers.Add(new("x-antigravity-model", HeaderText(model)));
        }

        return headers;
    }

    // A model name comes from the client; a header takes visible ASCII only.
    private static string HeaderText(string text) =>
        text.AsSpan().ContainsAnyExceptInRange('!', '~') ? Uri.EscapeDataString(text) : text;
}
