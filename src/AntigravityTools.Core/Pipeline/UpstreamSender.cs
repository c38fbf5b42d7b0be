using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Upstreams;
using AntigravityTools.Core.Verdicts;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Pipeline;

/// <summary>Sends an attempt's call, notes the quotas its answer states, and reads a refusal.</summary>
internal sealed class UpstreamSender(UpstreamClient client, TimeProvider time)
{
    private const int LongestRefusal = 1 << 20;

    /// <summary>The answer as soon as its headers are here.</summary>
    public async ValueTask<UpstreamReply> SendAsync(UpstreamCall call, AccountLease lease, SilenceWatch? silence, AttemptClock clock)
    {
        var sending = client.SendAsync(call, clock.Token);
        var upstream = silence is null ? await sending.ConfigureAwait(false) : await silence.WaitAsync(sending).ConfigureAwait(false);
        QuotaHeaders.Observe(upstream, lease, time.GetUtcNow());
        return upstream;
    }

    /// <summary>The fault of an answer that is not 2xx, and its bytes; the quotas that it names are noted.</summary>
    public async ValueTask<(Fault Fault, byte[] Body)> ReadRefusalAsync(IProtocol protocol, AccountLease lease, UpstreamReply upstream, AttemptClock clock)
    {
        using var buffer = new PooledBuffer(4 << 10);
        int read;
        while (buffer.Length < LongestRefusal && (read = await upstream.Body.ReadAsync(buffer.Room(2 << 10), clock.Token).ConfigureAwait(false)) > 0)
        {
            buffer.Filled(read);
        }

        var fault = protocol.ReadFault(upstream.Status, buffer.Span);
        fault = fault with
        {
            UpstreamStatus = upstream.Status,
            RetryAfter = RetryHints.Of(upstream.Header, fault.RetryAfter, fault.Message, time.GetUtcNow()),
        };
        var body = buffer.Span.ToArray();
        QuotaDetails.Observe(body, lease, fault.RetryAfter, time.GetUtcNow());
        return (fault, body);
    }
}
