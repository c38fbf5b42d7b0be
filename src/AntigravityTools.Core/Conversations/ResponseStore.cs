namespace AntigravityTools.Core.Conversations;

/// <summary>
/// Responses of upstreams that have no store of their own, for <c>previous_response_id</c> and <c>GET /v1/responses/{id}</c>. In memory;
/// bounded in count, bytes and time; a client key sees its own only. A client's <c>store: false</c> keeps a response out.
/// </summary>
public sealed class ResponseStore(TimeProvider time)
{
    private const int Most = 5000;
    private const long MostBytes = 128L << 20;
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Scope, string Id), StoredResponse> _entries = [];
    private readonly Dictionary<(string Scope, string ItemId), StoredResponse> _items = [];
    private readonly Queue<((string Scope, string Id) Key, StoredResponse Entry)> _order = new();
    private long _bytes;

    /// <summary>Keeps a response.</summary>
    public void Put(string? clientKey, string id, ReadOnlyMemory<byte> input, ReadOnlyMemory<byte> response, IReadOnlyList<string> itemIds, long lastEvent = 0)
    {
        var key = (clientKey ?? "", id);
        var entry = new StoredResponse(input, response, time.GetUtcNow() + Lifetime) { ItemIds = itemIds, LastEvent = lastEvent };
        lock (_gate)
        {
            Forget(key);
            _entries[key] = entry;
            _order.Enqueue((key, entry));
            _bytes += entry.Bytes;
            foreach (var item in itemIds)
            {
                _items[(key.Item1, item)] = entry;
            }

            while (_order.TryPeek(out var oldest) && (_entries.Count > Most || _bytes > MostBytes || oldest.Entry.Until <= time.GetUtcNow() || IsGone(oldest)))
            {
                _order.Dequeue();
                if (!IsGone(oldest))
                {
                    Forget(oldest.Key);
                }
            }
        }
    }

    /// <summary>A response by its id, or null where this client key has none of that name.</summary>
    public StoredResponse? Find(string? clientKey, string id)
    {
        lock (_gate)
        {
            return _entries.TryGetValue((clientKey ?? "", id), out var entry) && entry.Until > time.GetUtcNow() ? entry : null;
        }
    }

    /// <summary>The response that has an output item of that id, or null.</summary>
    public StoredResponse? FindItem(string? clientKey, string itemId)
    {
        lock (_gate)
        {
            return _items.TryGetValue((clientKey ?? "", itemId), out var entry) && entry.Until > time.GetUtcNow() ? entry : null;
        }
    }

    /// <summary>Forgets a response; false where there was none.</summary>
    public bool Remove(string? clientKey, string id)
    {
        lock (_gate)
        {
            return Forget((clientKey ?? "", id));
        }
    }

    private bool IsGone(((string Scope, string Id) Key, StoredResponse Entry) item) =>
        !_entries.TryGetValue(item.Key, out var now) || !ReferenceEquals(now, item.Entry);

    private bool Forget((string Scope, string Id) key)
    {
        if (!_entries.Remove(key, out var entry))
        {
            return false;
        }

        _bytes -= entry.Bytes;
        foreach (var item in entry.ItemIds)
        {
            if (_items.TryGetValue((key.Scope, item), out var now) && ReferenceEquals(now, entry))
            {
                _items.Remove((key.Scope, item));
            }
        }

        return true;
    }
}
