using System.Collections.Immutable;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Usage;

/// <summary>Records on their way to the store, in order and bounded: those that wait, and the batch that is being written. For any number of threads.</summary>
internal sealed class UsageQueue(int size)
{
    private readonly Lock _lock = new();
    private readonly Queue<(long Place, TaskCompletionSource Reached)> _marks = new();
    private List<RequestRecord> _waiting = [];
    private List<RequestRecord> _batch = [];
    private long _added;
    private bool _isClosed;

    /// <summary>How many wait.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>True where somebody waits for what has been recorded.</summary>
    public bool HasMarks
    {
        get
        {
            lock (_lock)
            {
                return _marks.Count > 0;
            }
        }
    }

    /// <summary>How many wait now that this one does; 0 where it is full or closed, and this one is not taken.</summary>
    public int Add(RequestRecord record)
    {
        lock (_lock)
        {
            if (_isClosed || _waiting.Count + _batch.Count >= size)
            {
                return 0;
            }

            _added++;
            _waiting.Add(record);
            return _waiting.Count;
        }
    }

    /// <summary>Those that wait, up to a number, become the batch.</summary>
    public IReadOnlyList<RequestRecord> Take(int most)
    {
        lock (_lock)
        {
            if (_waiting.Count <= most)
            {
                (_waiting, _batch) = (_batch, _waiting);
            }
            else
            {
                _batch.AddRange(_waiting[..most]);
                _waiting.RemoveRange(0, most);
            }

            return _batch;
        }
    }

    /// <summary>The batch is where it belongs.</summary>
    public void Finish()
    {
        lock (_lock)
        {
            _batch.Clear();
            while (_marks.TryPeek(out var mark) && mark.Place <= _added - _waiting.Count)
            {
                _marks.Dequeue().Reached.TrySetResult();
            }
        }
    }

    /// <summary>Completes when everything added before the call is where it belongs.</summary>
    public Task WhenFinished()
    {
        lock (_lock)
        {
            if (_waiting.Count + _batch.Count == 0)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _marks.Enqueue((_added, reached));
            return reached.Task;
        }
    }

    /// <summary>All that are on their way, oldest first.</summary>
    public ImmutableArray<RequestRecord> All()
    {
        lock (_lock)
        {
            return [.. _batch, .. _waiting];
        }
    }

    /// <summary>Takes no more; false where it was closed before.</summary>
    public bool Close()
    {
        lock (_lock)
        {
            return !_isClosed && (_isClosed = true);
        }
    }
}
