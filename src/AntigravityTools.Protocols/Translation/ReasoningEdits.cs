using System.Globalization;
using System.Text;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Translation;

/// <summary>The edits that set how much a model reasons, in the fields of each protocol (protocols.md §2.2). A protocol without a field stays as it is.</summary>
internal static class ReasoningEdits
{
    internal static List<JsonEdit> Of(Protocol protocol, ReadOnlySpan<byte> body, string? effort, int? budget)
    {
        var level = effort is null ? null : JsonSplice.Quote(effort);
        var tokens = budget?.ToString(CultureInfo.InvariantCulture);
        switch (protocol)
        {
            case Protocol.OpenAIChat when level is not null:
                return JsonSplice.EditsToSet(body, "reasoning_effort", level);
            case Protocol.OpenAIResponses when level is not null:
                return Set(body, ["reasoning", "effort"], level);
            case Protocol.Anthropic:
                var edits = level is null ? [] : Set(body, ["output_config", "effort"], level);
                if (tokens is not null)
                {
                    edits.AddRange(JsonSplice.EditsToSet(body, "thinking", Encoding.UTF8.GetBytes($"{{\"type\":\"enabled\",\"budget_tokens\":{tokens}}}")));
                }

                return edits;

            // Google refuses a level and a budget together; the number is the more exact wish.
            case Protocol.Gemini when tokens is not null:
                return Set(body, ["generationConfig", "thinkingConfig", "thinkingBudget"], Encoding.UTF8.GetBytes(tokens));
            case Protocol.Gemini when effort is not null:
                return Set(body, ["generationConfig", "thinkingConfig", "thinkingLevel"], JsonSplice.Quote(effort.ToUpperInvariant()));
            default:
                return [];
        }
    }

    private static List<JsonEdit> Set(ReadOnlySpan<byte> json, ReadOnlySpan<string> path, ReadOnlyMemory<byte> value)
    {
        if (path.Length > 1)
        {
            foreach (var member in JsonParts.Members(json))
            {
                if (member.Name == path[0] && json[member.Value] == (byte)'{')
                {
                    return Set(member.In(json), path[1..], value).ConvertAll(edit => edit with { Start = edit.Start + member.Value });
                }
            }
        }

        return JsonSplice.EditsToSet(json, path[0], Nest(path[1..], value));
    }

    private static ReadOnlyMemory<byte> Nest(ReadOnlySpan<string> path, ReadOnlyMemory<byte> value)
    {
        for (var i = path.Length - 1; i >= 0; i--)
        {
            value = (byte[])[(byte)'{', .. JsonSplice.Quote(path[i]), (byte)':', .. value.Span, (byte)'}'];
        }

        return value;
    }
}
