using System.Threading.Channels;
using AntigravityTools.Server.Requests;
using Microsoft.Extensions.Time.Testing;

namespace AntigravityTools.Server.Tests.Proxy;

/// <summary>A clock in the test's hand that tells when an answer begins to wait for its client.</summary>
internal sealed class StallClock : FakeTimeProvider
{
    private readonly Channel<bool> _stalls = Channel.CreateUnbounded<bool>();

    public ChannelReader<bool> Stalls => _stalls.Reader;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime == HttpResponseSink.LongestStall)
        {
            _stalls.Writer.TryWrite(true);
        }

        return timer;
    }
}
