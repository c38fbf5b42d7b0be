using System.IO.Pipelines;
using System.Net.WebSockets;
using System.Text;
using AntigravityTools.Core.Pipeline;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Translation;

namespace AntigravityTools.Server.Sockets;

/// <summary>An answer over a WebSocket: each server-sent event's data is one text message; a refusal is one message of type <c>error</c>.</summary>
internal sealed class WebSocketResponseSink : IResponseSink, IDisposable
{
    private readonly WebSocket _socket;
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 0, useSynchronizationContext: false));
    private readonly SseFrameReader _frames = new();
    private int _status = 200;

    public WebSocketResponseSink(WebSocket socket) => _socket = socket;

    public bool HasStarted { get; private set; }

    public PipeWriter Body => _pipe.Writer;

    /// <summary>The finished response object, once it came by.</summary>
    public byte[]? Response { get; private set; }

    /// <summary>True where the answer ended in an error.</summary>
    public bool Failed { get; private set; }

    public void Start(int status, IReadOnlyList<KeyValuePair<string, string>> headers) => _status = status;

    public async ValueTask<bool> FlushAsync(CancellationToken cancellationToken)
    {
        HasStarted = true;
        await _pipe.Writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        return await ForwardAsync(endOfInput: false, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends what is left when the answer is over.</summary>
    public async ValueTask FinishAsync(CancellationToken cancellationToken)
    {
        await _pipe.Writer.CompleteAsync().ConfigureAwait(false);
        await ForwardAsync(endOfInput: true, cancellationToken).ConfigureAwait(false);
    }

    public void Abort() => _socket.Abort();

    public void Dispose()
    {
        _pipe.Writer.Complete();
        _pipe.Reader.Complete();
    }

    private async ValueTask<bool> ForwardAsync(bool endOfInput, CancellationToken cancellationToken)
    {
        if (!_pipe.Reader.TryRead(out var read))
        {
            return _socket.State == WebSocketState.Open;
        }

        var bytes = System.Buffers.BuffersExtensions.ToArray(read.Buffer);
        var used = 0;
        if (_status != 200)
        {
            // A refusal is a JSON body; it is whole only at the end.
            used = endOfInput ? bytes.Length : 0;
            Failed = true;
            if (used > 0)
            {
                await SendAsync(ErrorOf(bytes), cancellationToken).ConfigureAwait(false);
            }
        }
        else
        {
            foreach (var (message, end) in Messages(bytes, endOfInput))
            {
                used = end;
                if (message.Length > 0)
                {
                    await SendAsync(message, cancellationToken).ConfigureAwait(false);
                }
            }
        }

        _pipe.Reader.AdvanceTo(read.Buffer.GetPosition(used), read.Buffer.End);
        return _socket.State == WebSocketState.Open;
    }

    private List<(byte[] Message, int End)> Messages(byte[] bytes, bool endOfInput)
    {
        var messages = new List<(byte[], int)>();
        var at = 0;
        while (at < bytes.Length && _frames.TryRead(bytes.AsSpan(at), endOfInput, out var frame, out var consumed))
        {
            at += consumed;
            var data = frame.Data.Trim(" \t\r\n"u8);
            var isMark = data.IsEmpty || data.SequenceEqual("[DONE]"u8);
            messages.Add((isMark ? [] : data.ToArray(), at));
            Response = isMark ? Response : ResponseHistory.FinishedIn(data) ?? Response;
            Failed |= !isMark && ResponseHistory.IsError(data);
        }

        return messages;
    }

    // {"error":{…}} of the HTTP answer, with the message's type and the status it would have had.
    private byte[] ErrorOf(ReadOnlySpan<byte> body)
    {
        body = body.Trim(" \t\r\n"u8);
        return body is [(byte)'{', .., (byte)'}']
            ? [.. Encoding.UTF8.GetBytes($"{{\"type\":\"error\",\"status\":{_status},"), .. body[1..]]
            : Encoding.UTF8.GetBytes($$$"""{"type":"error","status":{{{_status}}},"error":{"type":"server_error","code":"upstream_error","message":"The request failed."}}""");
    }

    private ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken) =>
        _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
}
