using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIChat;

/// <summary>
/// Reads chat completion chunks, the vendors' oddities included (protocols.md §3.42–50). Choices are kept apart; within one, reasoning ends
/// before text, and text before a call.
/// </summary>
internal sealed class OpenAIChatStreamReader(bool isWhole = false) : IStreamReader
{
    private readonly Dictionary<int, OpenAIChatChoice> _choices = [];
    private readonly BlockCounter _blocks = new();
    private bool _started;
    private bool _done;
    private bool _failed;
    private string _id = "";
    private string _model = "";

    public void Read(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data, List<StreamEvent> events)
    {
        if (_failed || _done)
        {
            return;
        }

        if (data is not [(byte)'{', ..])
        {
            _done = data.Trim(" \t\r\n"u8).SequenceEqual("[DONE]"u8);
            return;
        }

        if ((eventType.SequenceEqual("error"u8) ? FaultReader.Read(0, data) : FaultReader.ReadEvent(data)) is { } fault)
        {
            Fail(fault, events);
            return;
        }

        try
        {
            ReadChunk(data, events);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FieldException)
        {
            Fail(new Fault { Kind = FaultKind.Upstream, Message = "The provider sent a chunk that is not valid JSON." }, events);
        }
    }

    public void Complete(EndOfInput how, List<StreamEvent> events)
    {
        if (_failed)
        {
            return;
        }

        foreach (var choice in _choices.Values)
        {
            if (!choice.IsFinished && _done)
            {
                choice.Finish("stop", events);
            }
        }

        // A server that neither says why it stopped nor that it is done was cut off.
        if (_choices.Count == 0 || !_choices.Values.All(choice => choice.IsFinished))
        {
            Fail(new Fault { Kind = FaultKind.Network, Message = "The provider's stream broke off before its end." }, events);
        }
    }

    private void ReadChunk(ReadOnlySpan<byte> data, List<StreamEvent> events)
    {
        if (!_started)
        {
            (_id, _model) = (JsonScan.Text(data, "id"u8) ?? "", JsonScan.Text(data, "model"u8) ?? "");
        }

        var reader = new Utf8JsonReader(data, JsonScan.Options);
        reader.Read();
        while (JsonRead.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("choices"u8))
            {
                reader.Read();
                ReadChoices(ref reader, data, events);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        if (JsonScan.Mentions(data, "\"usage\""u8) && OpenAIChatUsage.TryFind(data, out var usage))
        {
            Start(events);
            events.Add(new StreamEvent.UsageReported(OpenAIChatUsage.Read(usage)));
        }
    }

    private void ReadChoices(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> data, List<StreamEvent> events)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        while (JsonRead.NextElement(ref reader))
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            // The index comes first on every wire seen; without one there is only one choice.
            var index = 0;
            string? finish = null;
            ReadOnlySpan<byte> logprobs = default, refused = default;
            while (JsonRead.NextMember(ref reader))
            {
                if (reader.ValueTextEquals("index"u8))
                {
                    reader.Read();
                    index = reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number) ? number : 0;
                }
                else if (reader.ValueTextEquals("delta"u8) || reader.ValueTextEquals("message"u8))
                {
                    reader.Read();
                    Start(events);
                    ChoiceOf(index).ReadDelta(ref reader, isWhole, events);
                }
                else if (reader.ValueTextEquals("logprobs"u8))
                {
                    reader.Read();
                    logprobs = OpenAIChatLogprobs.Read(ref reader, data, out refused);
                }
                else if (reader.ValueTextEquals("finish_reason"u8))
                {
                    reader.Read();
                    finish = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                    reader.Skip();
                }
                else
                {
                    reader.Read();
                    reader.Skip();
                }
            }

            if (!logprobs.IsEmpty)
            {
                ChoiceOf(index).AddLogprobs(logprobs, BlockKind.Text, events);
            }

            if (!refused.IsEmpty)
            {
                ChoiceOf(index).AddLogprobs(refused, BlockKind.Refusal, events);
            }

            if (!string.IsNullOrEmpty(finish))
            {
                Start(events);
                ChoiceOf(index).Finish(finish, events);
            }
        }
    }

    private OpenAIChatChoice ChoiceOf(int index)
    {
        if (!_choices.TryGetValue(index, out var choice))
        {
            _choices[index] = choice = new OpenAIChatChoice(index, _blocks);
        }

        return choice;
    }

    // Azure's first chunk has neither content nor id: the answer starts with the first that has a choice.
    private void Start(List<StreamEvent> events)
    {
        if (!_started)
        {
            _started = true;
            events.Add(new StreamEvent.Started(_id, _model));
        }
    }

    private void Fail(Fault fault, List<StreamEvent> events)
    {
        _failed = true;
        events.Add(new StreamEvent.Failed(fault));
    }
}
