namespace AntigravityTools.Simulator.Hosting;

/// <summary>The last requests, and those who wait for one.</summary>
internal sealed class RequestLog(int capacity)
{
    private readonly Lock _lock = new();
    private readonly Queue<RecordedRequest> _requests = new();
    private readonly List<(Predicate<RecordedRequest> Match, TaskCompletionSource<RecordedRequest> Found)> _waiting = [];
    private int _count;

    public int NextNumber() => Interlocked.Increment(ref _count);

    public IReadOnlyList<RecordedRequest> Snapshot()
    {
        lock (_lock) { return [.. _requests]; }
    }

    public void Add(RecordedRequest request)
    {
        lock (_lock)
        {
            _requests.Enqueue(request);
            while (_requests.Count > capacity)
            {
                _requests.Dequeue();
            }
            _waiting.RemoveAll(waiter => waiter.Found.Task.IsCompleted || (waiter.Match(request) && waiter.Found.TrySetResult(request)));
        }
    }

    public Task<RecordedRequest> WaitAsync(Predicate<RecordedRequest> match, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            foreach (var request in _requests)
            {
                if (match(request))
                {
                    return Task.FromResult(request);
                }
            }
            var found = new TaskCompletionSource<RecordedRequest>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((match, found));
            return found.Task.WaitAsync(cancellationToken);
        }
    }

    public void Clear()
    {
        lock (_lock) { _requests.Clear(); }
    }
}
