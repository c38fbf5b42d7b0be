using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>Follows the blocks of an answer and writes the parts that come whole; streamed and whole answers share it.</summary>
internal sealed class GeminiAnswerParts(AnswerContext context, LossList losses)
{
    private readonly Dictionary<int, GeminiAnswerBlock> _blocks = [];
    private readonly SortedDictionary<int, GeminiAnswerChoice> _choices = [];

    internal IEnumerable<GeminiAnswerChoice> Choices => _choices.Values;

    /// <summary>Thoughts are shown unless the client asked not to.</summary>
    internal bool ShowsThoughts { get; } = context.Request.Reasoning?.Show is not false;

    internal GeminiAnswerChoice ChoiceOf(int index)
    {
        if (!_choices.TryGetValue(index, out var choice))
        {
            _choices[index] = choice = new GeminiAnswerChoice(index);
        }

        return choice;
    }

    internal void Start(StreamEvent.BlockStarted started)
    {
        _blocks[started.Block] = new GeminiAnswerBlock(started);
        ChoiceOf(started.Choice).Refused |= started.Kind == BlockKind.Refusal;
    }

    /// <summary>The block, where it is open; what comes for any other is out of order and not written.</summary>
    internal GeminiAnswerBlock? Find(int number) => _blocks.TryGetValue(number, out var block) && !block.Ended ? block : null;

    /// <summary>Blocks whose end never came.</summary>
    internal IEnumerable<GeminiAnswerBlock> Open => _blocks.Values.Where(block => !block.Ended).OrderBy(block => block.Number);

    /// <summary>Takes text in: true where it is to be written at once, false where it waits or is not shown.</summary>
    internal bool Take(GeminiAnswerBlock block, string text)
    {
        switch (block.Kind)
        {
            case BlockKind.Text or BlockKind.Refusal:
                ChoiceOf(block.Choice).Text.Add(block.Number, text);
                return text.Length > 0;
            case BlockKind.Reasoning:
                return ShowsThoughts && text.Length > 0;
            default:
                block.Held.Append(text);
                return false;
        }
    }

    internal void Cite(GeminiAnswerBlock block, Citation citation) => ChoiceOf(block.Choice).Cite(block, citation);

    /// <summary>True where the end of a block is told by a part of its own.</summary>
    internal bool EndsWithPart(GeminiAnswerBlock block) => block.Kind switch
    {
        BlockKind.ToolCall or BlockKind.CustomToolCall => true,
        BlockKind.Text => block.Signature is not null,
        BlockKind.Reasoning or BlockKind.RedactedReasoning => ShowsThoughts && block.Signature is not null,
        _ => false,
    };

    /// <summary>Ends a block that has no part of its own for that.</summary>
    internal void End(GeminiAnswerBlock block)
    {
        block.Ended = true;
        if (block.Kind == BlockKind.WebSearch)
        {
            ChoiceOf(block.Choice).Search(block.Held.ToString());
        }
    }

    /// <summary>Writes the part that ends a block: the whole call, or an empty text with the signature of what came before.</summary>
    internal void WriteEnd(Utf8JsonWriter json, GeminiAnswerBlock block)
    {
        End(block);
        switch (block.Kind)
        {
            case BlockKind.CustomToolCall:
                var input = Framing.JsonSplice.Quote(block.Held.ToString());
                GeminiPartWriter.Call(json, block.ToolCallId, block.Name, input, custom: true, block.Signature);
                break;
            case BlockKind.ToolCall:
                if (!GeminiPartWriter.Call(json, block.ToolCallId, block.Name, Encoding.UTF8.GetBytes(block.Held.ToString()), custom: false, block.Signature))
                {
                    losses.Approximated($"call '{block.Name}'", "its arguments are no whole JSON object; they go as text");
                }

                break;
            default:
                GeminiPartWriter.Text(json, "", thought: block.Kind != BlockKind.Text, block.Signature);
                break;
        }
    }

    /// <summary>Writes what a candidate ends with: finish reason, message, log probabilities, sources.</summary>
    internal static void WriteFinish(Utf8JsonWriter json, GeminiAnswerChoice choice)
    {
        if (choice.End is { } end)
        {
            json.WriteString("finishReason"u8, GeminiStopReasons.Write(end, choice.Refused));
            if (end.Explanation is { Length: > 0 } message)
            {
                json.WriteString("finishMessage"u8, message);
            }
        }

        json.WriteNumber("index"u8, choice.Index);
        GeminiLogprobs.Write(json, choice.Logprobs);
        choice.WriteGrounding(json);
    }
}
