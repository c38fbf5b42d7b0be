namespace AntigravityTools.Simulator.Scripting;

/// <summary>
/// Hands the release of every stream event to the test: an event leaves only after <see cref="Release"/>, so order can be proven without
/// sleeping. One gate serves one response; an answer without streaming counts as two events. The response head is sent before the first
/// event is held.
/// </summary>
public sealed class StreamGate
{
    private readonly Lock _lock = new();
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiting = [];
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? _permitted;
    private int _permits;
    private bool _open;
    private int _sent;

    /// <summary>How many events have been written and flushed.</summary>
    public int Sent
    {
        get { lock (_lock) { return _sent; } }
    }

    /// <summary>Completes when the response has ended, in whatever way: sent to its end, failed, or the caller went away.</summary>
    public Task Finished => _finished.Task;

    /// <summary>Lets the next events pass.</summary>
    public void Release(int events = 1)
    {
        lock (_lock)
        {
            _permits += events;
            _permitted?.TrySetResult();
        }
    }

    /// <summary>Opens the gate for good.</summary>
    public void ReleaseAll()
    {
        lock (_lock)
        {
            _open = true;
            _permitted?.TrySetResult();
        }
    }

    /// <summary>Releases one event and completes when it has been flushed to the socket.</summary>
    public Task ReleaseNextAsync(CancellationToken cancellationToken)
    {
        var target = Sent + 1;
        Release();
        return WaitForSentAsync(target, cancellationToken);
    }

    /// <summary>Completes when this many events have been flushed to the socket.</summary>
    public Task WaitForSentAsync(int events, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_sent >= events)
            {
                return Task.CompletedTask;
            }
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((events, reached));
            return reached.Task.WaitAsync(cancellationToken);
        }
    }

    internal async Task PassAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task permitted;
            lock (_lock)
            {
                if (_open || _permits > 0)
                {
                    _permits--;
                    return;
                }
                _permitted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                permitted = _permitted.Task;
            }
            await permitted.WaitAsync(cancellationToken);
        }
    }

    internal void MarkSent()
    {
        lock (_lock)
        {
            _sent++;
            foreach (var (count, reached) in _waiting)
            {
                if (count <= _sent)
                {
                    reached.TrySetResult();
                }
            }
            _waiting.RemoveAll(waiter => waiter.Count <= _sent);
        }
    }

    internal void MarkFinished() => _finished.TrySetResult();
}
