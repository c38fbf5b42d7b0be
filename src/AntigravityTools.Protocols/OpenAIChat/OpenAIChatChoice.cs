using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIChat;

/// <summary>One choice of a stream: which blocks are open, and what its deltas mean.</summary>
internal sealed class OpenAIChatChoice(int index, BlockCounter blocks)
{
    private readonly List<OpenAIChatCall> _calls = [];
    private (int Block, BlockKind Kind)? _open;
    private readonly OpenAIChatThinkTag _tag = new();
    private int _text = -1;
    private int _refusal = -1;

    internal bool IsFinished { get; private set; }

    internal void ReadDelta(ref Utf8JsonReader reader, bool isWhole, List<StreamEvent> events)
    {
        if (reader.TokenType != JsonTokenType.StartObject || IsFinished)
        {
            reader.Skip();
            return;
        }

        string? text = null, refusal = null;
        var thought = false;
        var resume = reader;
        var hasCalls = false;
        while (JsonRead.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("content"u8))
            {
                reader.Read();
                text = TextOf(ref reader);
            }
            else if (!thought && (reader.ValueTextEquals("reasoning_content"u8) || reader.ValueTextEquals("reasoning"u8)))
            {
                reader.Read();
                thought = Say(BlockKind.Reasoning, TextOf(ref reader), events);
            }
            else if (reader.ValueTextEquals("refusal"u8))
            {
                reader.Read();
                refusal = TextOf(ref reader);
            }
            else if (reader.ValueTextEquals("tool_calls"u8) || reader.ValueTextEquals("function_call"u8))
            {
                hasCalls = true;
                reader.Read();
                reader.Skip();
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        // Reasoning, text and calls of one delta stand in any order on the wire and in this one in the model.
        if (!string.IsNullOrEmpty(text))
        {
            Say(_tag.Take(text), events);
        }

        if (hasCalls)
        {
            Say(_tag.Finish(), events);
        }

        Say(BlockKind.Refusal, refusal, events);
        if (hasCalls)
        {
            ReadCalls(resume, isWhole, events);
        }
    }

    internal void Finish(string native, List<StreamEvent> events)
    {
        if (IsFinished)
        {
            return;
        }

        Say(_tag.Finish(), events);
        IsFinished = true;
        CloseOpen(events);
        foreach (var call in _calls)
        {
            call.End(blocks, index, events);
        }

        events.Add(new StreamEvent.Finished(OpenAIChatStopReasons.Read(native, _calls.Count > 0), native) { Choice = index });
    }

    /// <summary>They stand beside the text: in a whole answer that goes on with calls, it has ended by now.</summary>
    internal void AddLogprobs(ReadOnlySpan<byte> tokens, BlockKind kind, List<StreamEvent> events)
    {
        var block = kind == BlockKind.Text ? _text : _refusal;
        var end = events.FindLastIndex(item => item is StreamEvent.BlockEnded ended && ended.Block == block);
        if (end >= 0 || (_open is { } open && open.Block == block))
        {
            events.Insert(end < 0 ? events.Count : end, new StreamEvent.LogprobsAdded(block, JsonText.OneLine(tokens)));
        }
    }

    private void Say((string Thought, string Text) pieces, List<StreamEvent> events)
    {
        Say(BlockKind.Reasoning, pieces.Thought, events);
        Say(BlockKind.Text, pieces.Text, events);
    }

    private bool Say(BlockKind kind, string? text, List<StreamEvent> events)
    {
        if (string.IsNullOrEmpty(text) || IsFinished)
        {
            return false;
        }

        if (_open is not { } open || open.Kind != kind)
        {
            CloseOpen(events);
            _open = open = (blocks.Next(), kind);
            events.Add(new StreamEvent.BlockStarted(open.Block, kind) { Choice = index });
            _text = kind == BlockKind.Text ? open.Block : _text;
            _refusal = kind == BlockKind.Refusal ? open.Block : _refusal;
        }

        events.Add(new StreamEvent.TextDelta(open.Block, text));
        return true;
    }

    private void CloseOpen(List<StreamEvent> events)
    {
        if (_open is { } open)
        {
            events.Add(new StreamEvent.BlockEnded(open.Block));
            _open = null;
        }
    }

    private void ReadCalls(Utf8JsonReader reader, bool isWhole, List<StreamEvent> events)
    {
        while (JsonRead.NextMember(ref reader))
        {
            var isList = reader.ValueTextEquals("tool_calls"u8);
            var isLegacy = reader.ValueTextEquals("function_call"u8);
            reader.Read();
            if (isLegacy && reader.TokenType == JsonTokenType.StartObject)
            {
                CloseOpen(events);
                CallOf(-1, null).ReadFunction(ref reader);
            }
            else if (isList && reader.TokenType == JsonTokenType.StartArray)
            {
                CloseOpen(events);
                for (var i = 0; JsonRead.NextElement(ref reader); i++)
                {
                    ReadCall(ref reader, isWhole ? i : null);
                }
            }
            else
            {
                reader.Skip();
            }
        }

        foreach (var call in _calls)
        {
            call.Emit(blocks, index, events);
        }
    }

    private void ReadCall(ref Utf8JsonReader reader, int? place)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        int? number = place;
        string? id = null, signature = null;
        var function = default(Utf8JsonReader);
        var hasFunction = false;
        var custom = false;
        while (JsonRead.NextMember(ref reader))
        {
            var name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case "index" when reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var at):
                    number ??= at;
                    break;
                case "id" when reader.TokenType == JsonTokenType.String:
                    id = reader.GetString();
                    break;
                case "function" or "custom" when reader.TokenType == JsonTokenType.StartObject:
                    custom = name == "custom";
                    hasFunction = true;
                    function = reader;
                    reader.Skip();
                    break;
                case "extra_content":
                    signature = OpenAIChatToolReader.ReadSignature(ref reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        var call = CallOf(number, string.IsNullOrEmpty(id) ? null : id);
        call.IsCustom |= custom;
        call.Signature ??= signature;
        if (hasFunction)
        {
            call.ReadFunction(ref function);
        }
    }

    // By index where there is one; without it a new id is a new call, and no id goes on with the last.
    private OpenAIChatCall CallOf(int? number, string? id)
    {
        var call = number is { } at ? _calls.Find(known => known.Index == at)
            : id is null ? _calls.LastOrDefault()
            : _calls.Find(known => known.Id == id);
        if (call is null || (number is not null && id is not null && call.Id is not null && call.Id != id && call.IsWhole))
        {
            _calls.Add(call = new OpenAIChatCall { Index = number ?? _calls.Count });
        }

        call.Id ??= id;
        return call;
    }

    private static string? TextOf(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return LooseText.Read(ref reader);
            case JsonTokenType.StartArray:
                // Mistral and some others send parts.
                string? joined = null;
                var depth = reader.CurrentDepth;
                while (reader.Read() && reader.CurrentDepth > depth)
                {
                    if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("text"u8))
                    {
                        reader.Read();
                        joined += reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                    }
                }

                return joined;
            default:
                reader.Skip();
                return null;
        }
    }
}
