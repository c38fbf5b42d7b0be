namespace AntigravityTools.Simulator.OpenAIResponses;

/// <summary>Responses kept for <c>previous_response_id</c> and the id routes; the oldest is forgotten first.</summary>
internal sealed class StoredResponses
{
    private const int Capacity = 1_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, StoredResponse> _byId = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    public void Add(StoredResponse response)
    {
        lock (_lock)
        {
            _byId[response.Id] = response;
            _order.Enqueue(response.Id);
            if (_order.Count > Capacity)
            {
                _byId.Remove(_order.Dequeue());
            }
        }
    }

    /// <summary>The response, if this credential made it: server-side objects belong to one account.</summary>
    public StoredResponse? Find(string id, string? credential)
    {
        lock (_lock) { return _byId.GetValueOrDefault(id) is { } found && found.Credential == credential ? found : null; }
    }

    /// <summary>True where a kept response of this credential holds an item of that id.</summary>
    public bool HoldsItem(string id, string? credential)
    {
        lock (_lock) { return _byId.Values.Any(response => response.Credential == credential && response.Items.Any(item => item.Contains($"\"id\":\"{id}\"", StringComparison.Ordinal))); }
    }

    public void Remove(string id)
    {
        lock (_lock) { _byId.Remove(id); }
    }
}
