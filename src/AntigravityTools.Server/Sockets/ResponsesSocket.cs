using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;
using AntigravityTools.Core.Diagnostics;
using AntigravityTools.Core.Pipeline;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Translation;
using AntigravityTools.Server.Requests;

namespace AntigravityTools.Server.Sockets;

/// <summary>
/// The Responses API over one WebSocket (protocols.md §1.3): one answer at a time; the connection remembers its last response, also where
/// the client asked not to store it, so that the next message can continue it with any account.
/// </summary>
internal sealed class ResponsesSocket(WebSocket socket, ProxyCall call, InboundFactory inbound, IExchangeRunner runner, Ids ids, TimeProvider time)
{
    private const int MostWaiting = 8;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(60);
    private (string Id, byte[] History)? _last;

    /// <summary>Serves the connection until the client closes it, the proxy stops, or its hour is over.</summary>
    public async Task RunAsync(CancellationToken ending)
    {
        using var limit = new CancellationTokenSource(Longest, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ending, limit.Token);
        var messages = Channel.CreateBounded<byte[]>(MostWaiting);
        var reading = ReadAsync(messages.Writer, over);
        try
        {
            await foreach (var message in messages.Reader.ReadAllAsync(over.Token).ConfigureAwait(false))
            {
                await AnswerAsync(message, over.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            if (limit.IsCancellationRequested)
            {
                await TryTellAsync(Error("websocket_connection_limit_reached", "A connection may last 60 minutes. Open a new one.")).ConfigureAwait(false);
            }
        }

        await over.CancelAsync().ConfigureAwait(false);
        await reading.ConfigureAwait(false);
        await CloseAsync().ConfigureAwait(false);
    }

    // Reads beside the answer, so that a client that leaves is noticed while its answer runs.
    private async Task ReadAsync(ChannelWriter<byte[]> messages, CancellationTokenSource over)
    {
        var reader = new SocketReader(socket, call.Config.MaxBodyBytes);
        try
        {
            while (await reader.ReadAsync(over.Token).ConfigureAwait(false) is { } message)
            {
                await messages.WriteAsync(message, over.Token).ConfigureAwait(false);
            }
        }
        catch (InvalidDataException refused)
        {
            await TryTellAsync(Error("invalid_message", refused.Message)).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is OperationCanceledException or WebSocketException or IOException)
        {
            // The client or the proxy ended the connection; what runs is ended with it.
        }

        messages.TryComplete();
        await over.CancelAsync().ConfigureAwait(false);
    }

    private async Task AnswerAsync(byte[] message, CancellationToken cancellationToken)
    {
        if (Check(message) is { } refused)
        {
            await SendAsync(refused, cancellationToken).ConfigureAwait(false);
            return;
        }

        var body = ResponseHistory.FromMessage(message);
        var source = ReadOnlyMemory<byte>.Empty;
        var head = inbound.HeadOf(call, Operation.Generate, body);
        if (head.PreviousResponseId is { } previous && _last is { } last && last.Id == previous)
        {
            (source, body) = (body, ResponseHistory.Continue(body, last.History));
        }

        var startedAt = time.GetUtcNow();
        var request = inbound.CreateMessage(call, ids.NewRequestId(startedAt), startedAt, time.GetTimestamp(), body, source);
        using var sink = new WebSocketResponseSink(socket);
        await runner.RunAsync(request, sink, cancellationToken).ConfigureAwait(false);
        await sink.FinishAsync(cancellationToken).ConfigureAwait(false);
        Remember(head.PreviousResponseId, body, sink);
    }

    // A continuation that failed forgets what it continued, as OpenAI's own server does.
    private void Remember(string? previous, byte[] body, WebSocketResponseSink sink)
    {
        if (sink.Response is { } response && ResponseHistory.IdOf(response) is { } id)
        {
            _last = (id, ResponseHistory.Join(ResponseHistory.InputOf(body), ResponseHistory.OutputOf(response)));
        }
        else if (sink.Failed && previous is not null && _last?.Id == previous)
        {
            _last = null;
        }
    }

    private static byte[]? Check(byte[] message) => ResponseHistory.TypeOf(message) switch
    {
        "response.create" => null,
        null => Error("invalid_json", "A message must be a JSON object with 'type': 'response.create'."),
        var other => Error("unknown_message_type", $"Messages of type '{other}' are not understood. Send 'response.create'."),
    };

    private static byte[] Error(string code, string message) => Encoding.UTF8.GetBytes(
        $$$"""{"type":"error","status":400,"error":{"type":"invalid_request_error","code":"{{{code}}}","message":{{{Encoding.UTF8.GetString(Protocols.Framing.JsonSplice.Quote(message))}}},"param":null}}""");

    private async Task TryTellAsync(byte[] message)
    {
        try
        {
            await SendAsync(message, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is WebSocketException or InvalidOperationException or IOException)
        {
            // Nobody is left to be told.
        }
    }

    private ValueTask SendAsync(byte[] message, CancellationToken cancellationToken) =>
        socket.SendAsync(message.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);

    private async Task CloseAsync()
    {
        using var brief = new CancellationTokenSource(TimeSpan.FromSeconds(1), time);
        try
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, brief.Token).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is WebSocketException or InvalidOperationException or OperationCanceledException or IOException)
        {
            // It is closed already.
        }
    }
}
