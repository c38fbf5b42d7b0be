using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>One block of an answer being read: a part of a message, a call, reasoning. It knows how much of its text has come.</summary>
internal sealed class OpenAIResponsesRun(int part, BlockKind kind, int block)
{
    private char _half;

    /// <summary>Which part of its item.</summary>
    internal int Part { get; } = part;

    /// <summary>What it holds.</summary>
    internal BlockKind Kind { get; } = kind;

    /// <summary>Its number in the answer.</summary>
    internal int Block { get; } = block;

    /// <summary>Characters of the upstream's text that came so far.</summary>
    internal int Seen { get; private set; }

    /// <summary>Citations that came so far.</summary>
    internal int Citations { get; set; }

    private bool _hasLogprobs;

    /// <summary>True once it ended.</summary>
    internal bool Ended { get; private set; }

    /// <summary>Adds text.</summary>
    internal void Emit(string text, List<StreamEvent> events)
    {
        if (Ended)
        {
            return;
        }

        Seen += text.Length;
        if (_half != 0)
        {
            (text, _half) = (_half + text, '\0');
        }

        if (text.Length > 0 && char.IsHighSurrogate(text[^1]))
        {
            (text, _half) = (text[..^1], text[^1]);
        }

        if (text.Length > 0)
        {
            events.Add(Kind == BlockKind.ToolCall ? new StreamEvent.ArgumentsDelta(Block, text) : new StreamEvent.TextDelta(Block, text));
        }
    }

    /// <summary>Adds what a whole text has beyond the deltas; deltas may be missing in part or all.</summary>
    internal void EmitRest(string? whole, List<StreamEvent> events)
    {
        if (whole is not null && whole.Length > Seen)
        {
            Emit(whole[Seen..], events);
        }
    }

    /// <summary>Adds log probabilities of tokens.</summary>
    internal void EmitLogprobs(ReadOnlySpan<byte> tokens, List<StreamEvent> events)
    {
        if (!tokens.IsEmpty && !Ended)
        {
            _hasLogprobs = true;
            events.Add(new StreamEvent.LogprobsAdded(Block, JsonText.OneLine(tokens)));
        }
    }

    /// <summary>Adds those of the whole text where none came with its pieces.</summary>
    internal void EmitWholeLogprobs(RawJson tokens, List<StreamEvent> events)
    {
        if (!_hasLogprobs && tokens.Utf8.Span is [(byte)'[', ..] list && list.Contains((byte)'{'))
        {
            EmitLogprobs(list, events);
        }
    }

    /// <summary>Ends it once.</summary>
    internal void End(string? signature, List<StreamEvent> events)
    {
        if (Ended)
        {
            return;
        }

        if (_half != 0)
        {
            _half = '\0';
            events.Add(Kind == BlockKind.ToolCall ? new StreamEvent.ArgumentsDelta(Block, "\uFFFD") : new StreamEvent.TextDelta(Block, "\uFFFD"));
        }

        Ended = true;
        events.Add(new StreamEvent.BlockEnded(Block, signature));
    }
}
