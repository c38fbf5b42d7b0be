namespace AntigravityTools.Storage.Sqlite.Requests;

/// <summary>Keeps the greatest few of many places in the order of requests, each once.</summary>
internal sealed class NewestPlaces(int size)
{
    private readonly SortedSet<long> _kept = [];

    /// <summary>False where the place, and every smaller one, would not be kept.</summary>
    internal bool Wants(long place) => _kept.Count < size || place > _kept.Min;

    internal void Add(long place)
    {
        if (_kept.Add(place) && _kept.Count > size)
        {
            _kept.Remove(_kept.Min);
        }
    }

    /// <summary>Newest first.</summary>
    internal IEnumerable<long> NewestFirst() => _kept.Reverse();
}
