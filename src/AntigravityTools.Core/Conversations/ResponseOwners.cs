using System.Collections.Concurrent;
using System.Text.Json;

namespace AntigravityTools.Core.Conversations;

/// <summary>Which account made which server-side response, so that a request naming one goes to its maker. Bounded in number and time.</summary>
public sealed class ResponseOwners(TimeProvider time)
{
    private const int Most = 50_000;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);
    private readonly ConcurrentDictionary<string, (string AccountId, DateTimeOffset Until)> _owners = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _order = new();
    private volatile bool _hasObjects;

    /// <summary>Remembers the maker of a response, or of another object that later requests may name in their bodies.</summary>
    public void Remember(string responseId, string accountId, bool isObject = false)
    {
        _hasObjects |= isObject;
        if (_owners.TryAdd(responseId, (accountId, time.GetUtcNow() + Lifetime)))
        {
            _order.Enqueue(responseId);
            while (_owners.Count > Most && _order.TryDequeue(out var oldest))
            {
                _owners.TryRemove(oldest, out _);
            }
        }
    }

    /// <summary>The account that made a response, or null where it is unknown or too old.</summary>
    public string? Find(string responseId) =>
        _owners.TryGetValue(responseId, out var owner) && owner.Until > time.GetUtcNow() ? owner.AccountId : null;

    /// <summary>The account that owns an object which a request's body names: a file, a container, a cache. Null where it names none that is known.</summary>
    public string? FindMentioned(ReadOnlySpan<byte> body)
    {
        // Most gateways never see a file: their requests are not searched for one.
        if (!_hasObjects)
        {
            return null;
        }

        foreach (var id in ObjectIds.MentionedIn(body))
        {
            if (Find(id) is { } owner)
            {
                return owner;
            }
        }

        return null;
    }

    /// <summary>The top-level <c>id</c> of a response object, or null.</summary>
    public static string? IdOf(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1)
                {
                    var isId = reader.ValueTextEquals("id"u8);
                    reader.Read();
                    if (isId)
                    {
                        return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                    }

                    reader.Skip();
                }
            }
        }
        catch (JsonException)
        {
            // A cut or foreign body has no id to remember.
        }

        return null;
    }
}
