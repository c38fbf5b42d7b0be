namespace AntigravityTools.Core.Pipeline;

/// <summary>
/// Sends heartbeats to a streaming client while nothing comes from upstream, so that no proxy on the way cuts the line.
/// One delay serves many waits: a busy stream pays for a timer every fifteen seconds, not for one per event.
/// </summary>
internal sealed class SilenceWatch(ClientReply reply, TimeProvider time, CancellationToken clientGone) : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);
    private readonly CancellationTokenSource _stop = new();
    private Task? _tick;
    private long _lastSign = time.GetTimestamp();
    private long _sentBefore;

    /// <summary>Awaits work of the upstream; while it takes long, the client hears a heartbeat.</summary>
    public async ValueTask<T> WaitAsync<T>(Task<T> work)
    {
        // Only what reached the client breaks its silence: a held preamble does not, and neither does an attempt that failed unseen.
        if (reply.BytesSent != _sentBefore)
        {
            (_sentBefore, _lastSign) = (reply.BytesSent, time.GetTimestamp());
        }

        while (!work.IsCompleted)
        {
            _tick ??= Task.Delay(Longest - time.GetElapsedTime(_lastSign) is var left && left > TimeSpan.Zero ? left : Longest, time, _stop.Token);
            if (await Task.WhenAny(work, _tick).ConfigureAwait(false) == work)
            {
                break;
            }

            _tick = null;
            if (time.GetElapsedTime(_lastSign) >= Longest && !clientGone.IsCancellationRequested)
            {
                await reply.HeartbeatAsync(clientGone).ConfigureAwait(false);
                (_sentBefore, _lastSign) = (reply.BytesSent, time.GetTimestamp());
            }
        }

        return await work.ConfigureAwait(false);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }
}
