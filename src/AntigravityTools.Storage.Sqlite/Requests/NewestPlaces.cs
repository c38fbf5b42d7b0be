namespace AntigravityTools.Storage.Sqlite.Requests;

/// <summary>Keeps the greatest few of many places in the order of requests.</summary>
internal sealed class NewestPlaces(int size)
{
    private readonly PriorityQueue<long, long> _kept = new();

    /// <summary>False where the place, and every smaller one, would not be kept.</summary>
    internal bool Wants(long place) => _kept.Count < size || place > _kept.Peek();

    internal void Add(long place)
    {
        _kept.Enqueue(place, place);
        if (_kept.Count > size)
        {
            _kept.Dequeue();
        }
    }

    /// <summary>Newest first.</summary>
    internal List<long> ToList() => [.. _kept.UnorderedItems.Select(item => item.Element).OrderDescending()];
}
