using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Translation;

/// <summary>
/// Stands between an upstream's reader and the client's writer: gives tools the client's names back, turns emulated functions into the
/// custom tools they stand for, and marks opaque reasoning state with its owner. One per attempt; not thread-safe.
/// </summary>
/// <param name="names">How the tools were renamed.</param>
/// <param name="owner">Who makes the answer's opaque state (<see cref="OwnerTag.OwnerOf"/>).</param>
/// <param name="client">The client's protocol.</param>
public sealed class AnswerBridge(ToolNameMap names, ulong owner, Protocol? client = null)
{
    private readonly Dictionary<int, StringBuilder> _emulated = [];
    private readonly HalfPairs _halves = new();
    private readonly HashSet<int> _redacted = [];
    private readonly HashSet<int> _callers = [];

    /// <summary>Rewrites events in place.</summary>
    public void Apply(List<StreamEvent> events)
    {
        _halves.Join(events);
        for (var i = 0; i < events.Count; i++)
        {
            switch (events[i])
            {
                case StreamEvent.BlockStarted started:
                    events[i] = Start(started);
                    break;
                case StreamEvent.ArgumentsDelta delta when _emulated.TryGetValue(delta.Block, out var arguments):
                    arguments.Append(delta.Json);
                    events.RemoveAt(i--);
                    break;
                case StreamEvent.Finished { Reason: StopReason.ToolUse } finished when !_callers.Contains(finished.Choice):
                    // A client that is told to run tools and finds none waits for ever.
                    events[i] = finished with { Reason = StopReason.EndTurn };
                    break;
                case StreamEvent.BlockEnded ended:
                    if (_emulated.Remove(ended.Block, out var whole))
                    {
                        events.Insert(i++, new StreamEvent.TextDelta(ended.Block, InputOf(whole.ToString())));
                    }

                    events[i] = ended.Signature is null ? ended : ended with { Signature = Mark(ended.Signature, _redacted.Contains(ended.Block)) };
                    break;
            }
        }
    }

    private StreamEvent.BlockStarted Start(StreamEvent.BlockStarted started)
    {
        var isFirstCall = started.Kind is BlockKind.ToolCall or BlockKind.CustomToolCall && _callers.Add(started.Choice);

        if (started.Kind == BlockKind.RedactedReasoning)
        {
            _redacted.Add(started.Block);
        }

        if (started.Signature is { } signature)
        {
            started = started with { Signature = Mark(signature, redacted: false) };
        }
        else if (isFirstCall && client == Protocol.Gemini)
        {
            // Gemini wants its signature back on the first call of a turn; the mark tells later that this call never had one.
            started = started with { Signature = OpaqueMark.Unproven };
        }

        if (started.Kind != BlockKind.ToolCall || started.ToolName is not { } name || names.Find(name) is not { } alias)
        {
            return started;
        }

        if (alias.Emulated)
        {
            _emulated[started.Block] = new StringBuilder();
        }

        return started with
        {
            ToolName = alias.Name,
            Namespace = alias.Namespace,
            Kind = alias.Emulated ? BlockKind.CustomToolCall : BlockKind.ToolCall,
        };
    }

    private string Mark(string signature, bool redacted) => OwnerTag.Wrap(owner, redacted, signature);

    // {"input": "text"} as the emulating function's schema asks; what the model wrote otherwise is the input as it stands.
    private static string InputOf(string arguments)
    {
        var bytes = Encoding.UTF8.GetBytes(arguments);
        try
        {
            var reader = new Utf8JsonReader(bytes);
            if (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var isInput = reader.ValueTextEquals("input"u8);
                    reader.Read();
                    if (isInput && reader.TokenType == JsonTokenType.String)
                    {
                        return reader.GetString()!;
                    }

                    reader.Skip();
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Cut at the output limit, or not JSON at all.
        }

        return arguments;
    }
}
