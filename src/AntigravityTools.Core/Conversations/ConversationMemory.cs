using System.Collections.Immutable;
using System.Text;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Translation;

namespace AntigravityTools.Core.Conversations;

/// <summary>
/// Keeps opaque reasoning alive through protocols that have no field for it (product.md §4): what an account signed is remembered by the
/// content it signs and given back to the same account only. Bounded in count, bytes and time; never shared between client keys.
/// </summary>
public sealed class ConversationMemory(TimeProvider time)
{
    private const int Most = 50_000;
    private const long MostBytes = 64L << 20;
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(4);

    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, RememberedReasoning> _entries = [];
    private readonly Queue<(ulong Key, RememberedReasoning Entry)> _order = new();
    private long _bytes;

    /// <summary>Remembers what an answer's blocks carry: reasoning before a call, a call's or a text's own signature.</summary>
    /// <param name="clientKey">The client key that asked.</param>
    /// <param name="owner">The account that answered.</param>
    /// <param name="answer">The answer, with the client's tool names and the upstream's bare signatures.</param>
    public void Remember(string? clientKey, ulong owner, Answer answer)
    {
        var scope = ContentKey.Scope(clientKey);
        var before = ImmutableArray.CreateBuilder<Part.Reasoning>();
        foreach (var block in answer.Blocks)
        {
            if (block.Kind is BlockKind.Reasoning or BlockKind.RedactedReasoning)
            {
                if (block.Signature is not null)
                {
                    before.Add(new Part.Reasoning(block.Kind == BlockKind.Reasoning ? block.Text : null, block.Signature, block.Kind == BlockKind.RedactedReasoning));
                }

                continue;
            }

            if (before.Count > 0 || block.Signature is not null)
            {
                Store(scope, block, new RememberedReasoning(owner, before.ToImmutable(), block.Signature, time.GetUtcNow() + Lifetime));
                before.Clear();
            }
        }
    }

    /// <summary>
    /// Puts remembered reasoning back before the content it signs, where the history does not carry it already; another account's stays
    /// away and is reported.
    /// </summary>
    public ChatRequest Recall(string? clientKey, ulong owner, ChatRequest request, LossList losses)
    {
        var scope = ContentKey.Scope(clientKey);
        var messages = request.Messages;
        for (var i = 0; i < messages.Length; i++)
        {
            if (messages[i].Role == Role.Assistant)
            {
                var parts = Recall(scope, owner, messages[i].Parts, messages[i].PlaceAt(i), losses);
                messages = parts == messages[i].Parts ? messages : messages.SetItem(i, messages[i] with { Parts = parts });
            }
        }

        return messages == request.Messages ? request : request with { Messages = messages };
    }

    private ImmutableArray<Part> Recall(ulong scope, ulong owner, ImmutableArray<Part> parts, string place, LossList losses)
    {
        ImmutableArray<Part>.Builder? changed = null;
        for (var i = 0; i < parts.Length; i++)
        {
            var part = parts[i];
            var carried = i > 0 && parts[i - 1] is Part.Reasoning { Signature: not null };
            var known = carried ? null : Find(scope, part);
            if (known is not null && known.Of(owner) is null)
            {
                losses.Dropped(part.Place ?? place, OwnedState.MadeElsewhere);
            }
            else if (known?.Of(owner) is { } entry)
            {
                changed ??= Copy(parts, i);

                // The client may have kept the words and lost their proof.
                if (entry.Before.Length > 0 && changed is [.., Part.Reasoning { Signature: null }])
                {
                    changed.RemoveAt(changed.Count - 1);
                }

                changed.AddRange(entry.Before);
                part = part switch
                {
                    Part.ToolCall call => call with { Signature = call.Signature ?? entry.Signature },
                    Part.Text text => text with { Signature = text.Signature ?? entry.Signature },
                    _ => part,
                };
            }

            changed?.Add(part);
        }

        return changed?.ToImmutable() ?? parts;
    }

    private static ImmutableArray<Part>.Builder Copy(ImmutableArray<Part> parts, int count)
    {
        var copy = ImmutableArray.CreateBuilder<Part>(parts.Length + 2);
        copy.AddRange(parts.AsSpan()[..count]);
        return copy;
    }

    private RememberedReasoning? Find(ulong scope, Part part)
    {
        lock (_gate)
        {
            if (_entries.Count == 0)
            {
                return null;
            }
        }

        return part switch
        {
            Part.ToolCall { Signature: null } call => Get(ContentKey.OfCallId(scope, call.Id)) ?? Get(ContentKey.OfCall(scope, call.Name, call.Arguments.Utf8.Span)),
            Part.Text { Signature: null, Value.Length: > 0 } text => Get(ContentKey.OfText(scope, text.Value)),
            _ => null,
        };
    }

    private RememberedReasoning? Get(ulong key)
    {
        lock (_gate)
        {
            return _entries.TryGetValue(key, out var entry) && entry.Until > time.GetUtcNow() ? entry : null;
        }
    }

    private void Store(ulong scope, AnswerBlock block, RememberedReasoning entry)
    {
        if (block.Kind is BlockKind.ToolCall or BlockKind.CustomToolCall)
        {
            if (block.ToolCallId is { Length: > 0 } id)
            {
                Put(ContentKey.OfCallId(scope, id), entry);
            }

            Put(ContentKey.OfCall(scope, block.ToolName ?? "", Encoding.UTF8.GetBytes(block.Text.Length == 0 ? "{}" : block.Text)), entry);
        }
        else if (block.Kind == BlockKind.Text && block.Text.Length > 0)
        {
            Put(ContentKey.OfText(scope, block.Text), entry);
        }
    }

    private void Put(ulong key, RememberedReasoning entry)
    {
        lock (_gate)
        {
            if (_entries.Remove(key, out var old))
            {
                _bytes -= old.Bytes;
            }

            entry = entry.Beside(old?.Until > time.GetUtcNow() ? old : null);
            _entries[key] = entry;
            _order.Enqueue((key, entry));
            _bytes += entry.Bytes;
            while (_order.Count > 0 && (_entries.Count > Most || _bytes > MostBytes || _order.Peek().Entry.Until <= time.GetUtcNow() || _order.Count > 2 * Most))
            {
                var (oldest, was) = _order.Dequeue();
                if (_entries.TryGetValue(oldest, out var now) && ReferenceEquals(now, was))
                {
                    _entries.Remove(oldest);
                    _bytes -= was.Bytes;
                }
            }
        }
    }
}
