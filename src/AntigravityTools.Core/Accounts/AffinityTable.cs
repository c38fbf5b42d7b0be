using System.Collections.Concurrent;

namespace AntigravityTools.Core.Accounts;

/// <summary>Which account a conversation is bound to; bounded in number and time.</summary>
internal sealed class AffinityTable(TimeProvider time, int capacity)
{
    private readonly ConcurrentDictionary<string, (string AccountId, DateTimeOffset Until)> _bindings = new(StringComparer.Ordinal);

    public string? Find(string conversation) =>
        _bindings.TryGetValue(conversation, out var binding) && binding.Until > time.GetUtcNow() ? binding.AccountId : null;

    public void Bind(string conversation, string accountId, TimeSpan lifetime)
    {
        if (_bindings.Count >= capacity && !_bindings.ContainsKey(conversation))
        {
            MakeRoom();
        }

        _bindings[conversation] = (accountId, time.GetUtcNow() + lifetime);
    }

    // Rare: drops what has ended, and if that frees nothing, the tenth that ends first.
    private void MakeRoom()
    {
        var now = time.GetUtcNow();
        var ended = _bindings.Where(pair => pair.Value.Until <= now).Select(pair => pair.Key).ToList();
        if (ended.Count == 0)
        {
            ended = _bindings.OrderBy(pair => pair.Value.Until).Take(Math.Max(1, capacity / 10)).Select(pair => pair.Key).ToList();
        }

        foreach (var key in ended)
        {
            _bindings.TryRemove(key, out _);
        }
    }
}
