using System.Collections.Concurrent;
using System.Text.Json;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Conversations;

/// <summary>
/// Which account made which server-side object (responses, conversations, containers, files), so that a request naming one goes to its
/// maker. Bounded in count, bytes and time; a client key sees its own only.
/// </summary>
public sealed class ResponseOwners(TimeProvider time)
{
    /// <summary>Objects that are remembered at most; the oldest are forgotten first.</summary>
    internal const int Most = 50_000;

    private const int LongestId = 512;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);
    private readonly ConcurrentDictionary<(string Scope, string Id), (string AccountId, DateTimeOffset Until)> _owners = new();
    private readonly ConcurrentQueue<(string Scope, string Id)> _order = new();
    private readonly ConcurrentQueue<ObjectOwner> _news = new();

    /// <summary>True where somebody stores what is new (<see cref="TakeNews"/>); what nobody takes is not collected.</summary>
    internal bool IsKept { get; set; }

    /// <summary>Remembers the maker of a response, or of another object that later requests may name.</summary>
    public void Remember(string? clientKey, string id, string accountId)
    {
        var key = (clientKey ?? "", id);
        var until = time.GetUtcNow() + Lifetime;
        if (Add(key, accountId, until) && IsKept && _news.Count < Most)
        {
            _news.Enqueue(new ObjectOwner { Scope = key.Item1, Id = id, AccountId = accountId, Until = until });
        }
    }

    /// <summary>Brings back what was stored; it is no news.</summary>
    internal void Restore(ObjectOwner owner) => Add((owner.Scope, owner.Id), owner.AccountId, owner.Until);

    /// <summary>What was remembered since the last call.</summary>
    internal List<ObjectOwner> TakeNews()
    {
        var news = new List<ObjectOwner>();
        while (news.Count < Most && _news.TryDequeue(out var owner))
        {
            news.Add(owner);
        }

        return news;
    }

    private bool Add((string Scope, string Id) key, string accountId, DateTimeOffset until)
    {
        if (key.Id.Length > LongestId || !_owners.TryAdd(key, (accountId, until)))
        {
            return false;
        }

        _order.Enqueue(key);
        while (_owners.Count > Most && _order.TryDequeue(out var oldest))
        {
            _owners.TryRemove(oldest, out _);
        }

        return true;
    }

    /// <summary>The account that made an object, or null where it is unknown or too old.</summary>
    public string? Find(string? clientKey, string id) =>
        _owners.TryGetValue((clientKey ?? "", id), out var owner) && owner.Until > time.GetUtcNow() ? owner.AccountId : null;

    /// <summary>The account that made the first of these objects whose maker is known; null where none is.</summary>
    public string? FindAny(string? clientKey, IReadOnlyList<string> ids)
    {
        foreach (var id in ids)
        {
            if (Find(clientKey, id) is { } owner)
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
