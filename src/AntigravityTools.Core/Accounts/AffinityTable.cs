using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Accounts;

/// <summary>Which account a conversation is bound to; bounded in number and time. Guarded by the pool's writer section.</summary>
internal sealed class AffinityTable(TimeProvider time, int capacity)
{
    private readonly Dictionary<ConversationId, (string AccountId, DateTimeOffset Until)> _bindings = [];
    private readonly Queue<(ConversationId Conversation, DateTimeOffset Until)> _order = new();

    public int Count => _bindings.Count;

    public string? Find(ConversationId conversation) =>
        _bindings.TryGetValue(conversation, out var binding) && binding.Until > time.GetUtcNow() ? binding.AccountId : null;

    public void Bind(ConversationId conversation, string accountId, TimeSpan lifetime)
    {
        var now = time.GetUtcNow();
        if (_bindings.TryAdd(conversation, (accountId, now + lifetime)))
        {
            _order.Enqueue((conversation, now + lifetime));
            MakeRoom(now);
            return;
        }

        _bindings[conversation] = (accountId, now + lifetime);
    }

    // The queue holds each conversation once. One that was used since it joined gets a second turn, so the idle ones leave first.
    private void MakeRoom(DateTimeOffset now)
    {
        for (var turns = 0; _order.TryPeek(out var oldest) && (oldest.Until <= now || (_bindings.Count > capacity && turns < capacity)); turns++)
        {
            _order.Dequeue();
            var until = _bindings[oldest.Conversation].Until;
            if (until > oldest.Until && until > now)
            {
                _order.Enqueue((oldest.Conversation, until));
            }
            else
            {
                _bindings.Remove(oldest.Conversation);
            }
        }
    }
}
