namespace AntigravityTools.Core.Accounts;

/// <summary>
/// Requests that wait for an account, served in the order in which they came: what comes free is handed over to the first that can use
/// it, so nobody who came later takes it. Guarded by the pool's writer section.
/// </summary>
internal sealed class SlotQueue
{
    private readonly LinkedList<Waiter> _waiting = new();

    public int Count => _waiting.Count;

    /// <summary>Joins the end.</summary>
    public Waiter Join(LeaseRequest request, IReadOnlySet<string> tried, bool onlyBound)
    {
        var waiter = new Waiter(request, tried, onlyBound);
        waiter.Node = _waiting.AddLast(waiter);
        return waiter;
    }

    /// <summary>Leaves without an account; false where one was handed over already.</summary>
    public bool Leave(Waiter waiter)
    {
        if (waiter.Node?.List is null)
        {
            return false;
        }

        _waiting.Remove(waiter.Node);
        return true;
    }

    /// <summary>Offers what is free to each in order; the offer answers null where the waiter has to go on waiting.</summary>
    public void Serve(Func<Waiter, LeaseResult?> offer)
    {
        for (var node = _waiting.First; node is not null;)
        {
            var next = node.Next;
            if (offer(node.Value) is { } result)
            {
                _waiting.Remove(node);
                node.Value.Done.TrySetResult(result);
            }

            node = next;
        }
    }

    /// <summary>One request in the queue.</summary>
    internal sealed class Waiter(LeaseRequest request, IReadOnlySet<string> tried, bool onlyBound)
    {
        public LeaseRequest Request { get; } = request;

        public IReadOnlySet<string> Tried { get; } = tried;

        /// <summary>True while it waits for its conversation's account and for no other.</summary>
        public bool OnlyBound { get; } = onlyBound;

        public TaskCompletionSource<LeaseResult> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public LinkedListNode<Waiter>? Node { get; set; }
    }
}
