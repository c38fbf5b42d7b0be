using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Pipeline;

/// <summary>One token for everything that can end an attempt early, which remembers what did: the client, or one of the time limits.</summary>
internal sealed class AttemptClock : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _client;
    private readonly CancellationToken _clientGone;
    private string _limit = "";
    private TimeSpan _time;

    public AttemptClock(TimeProvider time, CancellationToken clientGone)
    {
        _source = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _clientGone = clientGone;
        _client = clientGone.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), _source);
    }

    public CancellationToken Token => _source.Token;

    /// <summary>True where the client went away, or the proxy is stopping.</summary>
    public bool ClientGone => _clientGone.IsCancellationRequested;

    /// <summary>Starts a limit anew; its name goes into the fault.</summary>
    public void Within(TimeSpan limit, string name)
    {
        (_time, _limit) = (limit, name);
        _source.CancelAfter(limit);
    }

    /// <summary>The fault of an attempt that this clock ended.</summary>
    public Fault ToFault() => ClientGone
        ? new Fault { Kind = FaultKind.Cancelled, Message = "The client closed the connection before the answer was complete." }
        : new Fault { Kind = FaultKind.Timeout, Message = $"The provider sent nothing for {_time.TotalSeconds:0} s ({_limit})." };

    public void Dispose()
    {
        _client.Dispose();
        _source.Dispose();
    }
}
