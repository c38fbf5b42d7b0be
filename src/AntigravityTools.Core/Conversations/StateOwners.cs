using System.Text;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Conversations;

/// <summary>
/// Who made which opaque reasoning state, for conversations whose bytes pass through unmarked (product.md §4): hashes of signatures and
/// encrypted reasoning, filled from answers. Bounded in count (and so in bytes: an entry holds no text) and time; a client key sees its own only.
/// </summary>
public sealed class StateOwners(TimeProvider time)
{
    /// <summary>The owner of what an account could not verify and nobody is known to have made.</summary>
    public const ulong Nobody = 0;

    private const int Most = 65_536;
    private const ulong Seed = 0xD6E8FEB86659FD93;
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private readonly Lock _gate = new();
    private readonly Dictionary<ConversationId, (ulong Owner, DateTimeOffset Until)> _entries = [];
    private readonly Queue<(ConversationId Key, DateTimeOffset Until)> _order = new();
    private volatile bool _any;

    /// <summary>True while nothing was ever remembered: nothing can be anybody's.</summary>
    public bool IsEmpty => !_any;

    /// <summary>Remembers the maker of a value.</summary>
    /// <param name="clientKey">The client key that got it.</param>
    /// <param name="owner">The account and protocol that made it (<c>OwnerTag.OwnerOf</c>).</param>
    /// <param name="value">The value as it stands in a JSON string, without quotes.</param>
    public void Remember(string? clientKey, ulong owner, ReadOnlySpan<byte> value)
    {
        var key = KeyOf(clientKey, value);
        var now = time.GetUtcNow();
        lock (_gate)
        {
            _any = true;
            _entries[key] = (owner, now + Lifetime);
            _order.Enqueue((key, now + Lifetime));
            while (_order.TryPeek(out var oldest) && (_entries.Count > Most || _order.Count > 2 * Most || oldest.Until <= now))
            {
                _order.Dequeue();
                if (_entries.TryGetValue(oldest.Key, out var entry) && entry.Until == oldest.Until)
                {
                    _entries.Remove(oldest.Key);
                }
            }
        }
    }

    /// <summary>The maker of a value; null where it is unknown or too old.</summary>
    public ulong? Find(string? clientKey, ReadOnlySpan<byte> value)
    {
        var key = KeyOf(clientKey, value);
        lock (_gate)
        {
            return _entries.TryGetValue(key, out var entry) && entry.Until > time.GetUtcNow() ? entry.Owner : null;
        }
    }

    // Providers escape what clients then write plainly ("\u003d" for "="): the text counts, not its spelling.
    private static ConversationId KeyOf(string? clientKey, ReadOnlySpan<byte> value)
    {
        var print = new Fingerprint(Seed);
        print.Add(clientKey);
        if (value.Contains((byte)'\\'))
        {
            var reader = new System.Text.Json.Utf8JsonReader((byte[])[(byte)'"', .. value, (byte)'"']);
            print.Add(Encoding.UTF8.GetBytes(Text(ref reader)));
        }
        else
        {
            print.Add(value);
        }

        return print.ToId();
    }

    private static string Text(ref System.Text.Json.Utf8JsonReader reader)
    {
        try
        {
            return reader.Read() ? reader.GetString() ?? "" : "";
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or InvalidOperationException)
        {
            // A broken escape has no text; it is nobody's.
            return "";
        }
    }
}
