using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Upstreams;

/// <summary>Sends a call of the gateway's own and reads its whole answer within a time limit. Failures are values; only the caller's cancellation throws.</summary>
internal static class GatewayCall
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static async Task<GatewayReply> SendAsync(UpstreamClient client, UpstreamCall call, TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var timeout = new CancellationTokenSource(Limit, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        Fault fault;
        try
        {
            using var reply = await client.SendAsync(call, linked.Token).ConfigureAwait(false);
            var body = await ReplyBody.ReadAsync(reply.Body, linked.Token).ConfigureAwait(false);
            return new GatewayReply { Status = reply.Status, Header = reply.Header, Body = body, Latency = time.GetElapsedTime(started) };
        }
        catch (HttpRequestException error)
        {
            fault = UpstreamClient.FaultOf(error, call.Address);
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            fault = new Fault { Kind = FaultKind.Network, Message = $"The answer of {call.Address.Authority} broke off: {error.GetBaseException().Message}" };
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            fault = new Fault { Kind = FaultKind.Timeout, Message = $"{call.Address.Authority} did not answer within {Limit.TotalSeconds:0} s." };
        }

        return new GatewayReply { Fault = fault, Latency = time.GetElapsedTime(started) };
    }
}
