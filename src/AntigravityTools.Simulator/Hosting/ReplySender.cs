using System.Text;
using AntigravityTools.Simulator.Scripting;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace AntigravityTools.Simulator.Hosting;

/// <summary>Puts a reply on the wire the way the behaviour says.</summary>
internal sealed class ReplySender(Exchange exchange, CancellationToken cancellationToken)
{
    private readonly HttpResponse _response = exchange.Http.Response;
    private readonly Behaviour _behaviour = exchange.Behaviour;
    private readonly TimeProvider _time = exchange.State.Options.TimeProvider;
    private int _sent;

    public async Task RunAsync()
    {
        if (_behaviour.Delay > TimeSpan.Zero)
        {
            await Task.Delay(_behaviour.Delay, _time, cancellationToken);
        }
        switch (_behaviour)
        {
            case Hang:
                await Task.Delay(Timeout.InfiniteTimeSpan, _time, cancellationToken);
                break;
            case ResetConnection { AfterContentEvents: null }:
                Reset();
                break;
            case RawFault raw:
                var body = Encoding.UTF8.GetBytes(raw.Body);
                await SendAsync(new WireReply { Status = raw.Status, ContentType = raw.ContentType, Headers = raw.Headers, Body = body });
                break;
            case Fault fault:
                await SendAsync(exchange.Refuse(fault.Kind, retryAfter: fault.RetryAfter));
                break;
            case Replay replay:
                await ReplayAsync(replay);
                break;
            default:
                await AnswerAsync();
                break;
        }
    }

    private async Task AnswerAsync()
    {
        var reply = await RequestChecks.ServeAsync(exchange);
        if (reply.Status != 200 || (reply.Stream is null && _behaviour is NormalReply { Gate: null }))
        {
            await SendAsync(reply);
        }
        else if (_behaviour is StreamFault fault && reply.Stream is null)
        {
            await SendAsync(exchange.Refuse(fault.Kind, retryAfter: fault.RetryAfter));
        }
        else
        {
            await StartAsync(reply);
            await StreamAsync(reply.Stream ?? WireStream.OfBody(reply.Body));
        }
    }

    private async Task StreamAsync(WireStream stream)
    {
        var stop = _behaviour switch
        {
            StreamFault fault => fault.AfterContentEvents,
            CutStream cut => cut.AfterContentEvents,
            ResetConnection reset => reset.AfterContentEvents,
            Silence silence => silence.AfterContentEvents,
            _ => null,
        };
        var stopIndex = stop is { } after ? Math.Min(stream.ContentStart + after, stream.TerminalStart) : -1;
        for (var index = 0; index < stream.Count; index++)
        {
            if (index == stopIndex && await StopAsync(stream))
            {
                return;
            }
            await EmitAsync(stream.Frames[index]);
        }
    }

    /// <summary>Does what the behaviour wants at its place; true when the response is over.</summary>
    private async Task<bool> StopAsync(WireStream stream)
    {
        switch (_behaviour)
        {
            case StreamFault fault:
                foreach (var frame in stream.Fault(exchange.Fault(fault.Kind, retryAfter: fault.RetryAfter), _sent))
                {
                    await EmitAsync(Encoding.UTF8.GetBytes(frame));
                }
                return true;
            case ResetConnection:
                Reset();
                return true;
            case Silence silence:
                await Task.Delay(silence.Duration, _time, cancellationToken);
                return false;
            default:
                return true;
        }
    }

    private async Task ReplayAsync(Replay replay)
    {
        var reply = new WireReply { Status = replay.Status, ContentType = replay.ContentType, Headers = replay.Headers };
        if (replay.ContentType != "text/event-stream")
        {
            _response.ContentLength = replay.Bytes.Length;
        }
        await StartAsync(reply);
        var rest = replay.Bytes;
        for (var chunk = 0; !rest.IsEmpty; chunk++)
        {
            var size = replay.ChunkSizes.Count == 0 ? rest.Length : replay.ChunkSizes[Math.Min(chunk, replay.ChunkSizes.Count - 1)];
            var length = Math.Clamp(size, 1, rest.Length);
            await EmitAsync(rest[..length]);
            rest = rest[length..];
        }
    }

    private async Task EmitAsync(ReadOnlyMemory<byte> frame)
    {
        var pace = _behaviour.Pace ?? exchange.State.Options.EventPace;
        if (_sent > 0 && pace > TimeSpan.Zero)
        {
            await Task.Delay(pace, _time, cancellationToken);
        }
        if (_behaviour.Gate is { } gate)
        {
            await gate.PassAsync(cancellationToken);
        }
        await _response.BodyWriter.WriteAsync(frame, cancellationToken);
        _sent++;
        _behaviour.Gate?.MarkSent();
    }

    private async Task SendAsync(WireReply reply)
    {
        WriteHead(reply);
        _response.ContentLength = reply.Body.Length;
        if (exchange.Request.Method != "HEAD")
        {
            await _response.BodyWriter.WriteAsync(reply.Body, cancellationToken);
        }
    }

    private async Task StartAsync(WireReply reply)
    {
        WriteHead(reply);
        await _response.StartAsync(cancellationToken);
        await _response.BodyWriter.FlushAsync(cancellationToken);
    }

    private void WriteHead(WireReply reply)
    {
        _response.StatusCode = reply.Status;
        _response.ContentType = reply.ContentType;
        foreach (var (name, value) in reply.Headers)
        {
            _response.Headers[name] = value;
        }
    }

    private void Reset()
    {
        // Closing with a zero linger sends RST instead of FIN, which is what a dying peer looks like.
        if (exchange.Http.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket)
        {
            socket.LingerState = new System.Net.Sockets.LingerOption(true, 0);
            socket.Close();
        }
        exchange.Http.Abort();
    }
}
