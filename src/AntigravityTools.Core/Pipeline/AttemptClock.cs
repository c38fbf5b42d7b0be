using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Pipeline;

/// <summary>One token for everything that can end an attempt early, which remembers what did: the client, or one of the time limits.</summary>
internal sealed class AttemptClock : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly CancellationTokenRegistration _client;
    private readonly CancellationToken _clientGone;
    private readonly ITimer _timer;
    private string _limit = "";
    private TimeSpan _time;
    private volatile bool _timedOut;

    public AttemptClock(TimeProvider time, CancellationToken clientGone)
    {
        _clientGone = clientGone;
        _client = clientGone.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), _source);
        _timer = time.CreateTimer(static state => ((AttemptClock)state!).Expire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public CancellationToken Token => _source.Token;

    /// <summary>True where the client went away, or the proxy is stopping.</summary>
    public bool ClientGone => _clientGone.IsCancellationRequested;

    /// <summary>Starts a limit anew; its name goes into the fault.</summary>
    public void Within(TimeSpan limit, string name)
    {
        (_time, _limit) = (limit, name);
        _timer.Change(limit, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The fault of an attempt that this clock ended.</summary>
    public Fault ToFault() => _timedOut && !ClientGone
        ? new Fault { Kind = FaultKind.Timeout, Message = $"The provider sent nothing for {_time.TotalSeconds:0} s ({_limit})." }
        : new Fault { Kind = FaultKind.Cancelled, Message = "The client closed the connection before the answer was complete." };

    public void Dispose()
    {
        _client.Dispose();
        _timer.Dispose();
        _source.Dispose();
    }

    private void Expire()
    {
        _timedOut = true;
        try
        {
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The attempt ended while the timer was on its way; nothing is left to cancel.
        }
    }
}
