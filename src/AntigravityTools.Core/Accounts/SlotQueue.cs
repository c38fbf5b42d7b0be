namespace AntigravityTools.Core.Accounts;

/// <summary>Requests that wait for a free slot, served in the order in which they came.</summary>
internal sealed class SlotQueue
{
    private readonly Lock _lock = new();
    private readonly LinkedList<TaskCompletionSource> _waiting = new();
    private int _count;

    /// <summary>Waits for the next free slot; the caller then tries again, for another may have been quicker.</summary>
    public async Task WaitAsync(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        LinkedListNode<TaskCompletionSource> node;
        lock (_lock)
        {
            node = _waiting.AddLast(turn);
            Volatile.Write(ref _count, _waiting.Count);
        }

        try
        {
            await turn.Task.WaitAsync(limit, time, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Leave(node, turn);
        }
    }

    /// <summary>Wakes the one that has waited longest.</summary>
    public void Wake()
    {
        if (Volatile.Read(ref _count) == 0)
        {
            return;
        }

        lock (_lock)
        {
            if (_waiting.First is { } first)
            {
                _waiting.RemoveFirst();
                Volatile.Write(ref _count, _waiting.Count);
                first.Value.TrySetResult();
            }
        }
    }

    private void Leave(LinkedListNode<TaskCompletionSource> node, TaskCompletionSource turn)
    {
        bool missed;
        lock (_lock)
        {
            missed = node.List is null && !turn.Task.IsCompletedSuccessfully;
            if (node.List is not null)
            {
                _waiting.Remove(node);
                Volatile.Write(ref _count, _waiting.Count);
            }
        }

        // Woken while giving up: the turn belongs to the next in line.
        if (missed)
        {
            Wake();
        }
    }
}
