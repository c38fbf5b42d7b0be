using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Anthropic;

/// <summary>Reads content: a string, or a list of blocks.</summary>
internal sealed class AnthropicBlockReader(ReadOnlyMemory<byte> body)
{
    internal ImmutableArray<Part> ReadContent(ref Utf8JsonReader reader, string place)
    {
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.Null)
        {
            return JsonRead.Text(ref reader, place) is { Length: > 0 } text ? [new Part.Text(text) { Place = place }] : [];
        }

        JsonRead.ExpectArray(ref reader, place);
        var parts = ImmutableArray.CreateBuilder<Part>();
        for (var i = 0; JsonRead.NextElement(ref reader); i++)
        {
            var path = $"{place}[{i}]";
            JsonRead.ExpectObject(ref reader, path);
            var start = (int)reader.TokenStartIndex;
            var fields = AnthropicBlockFields.Read(ref reader, body, path, this);
            var raw = new RawJson(body[start..(int)reader.BytesConsumed]);
            if (fields.Type == "web_search_tool_result")
            {
                AddResults(parts, fields, raw, path);
            }
            else
            {
                parts.Add(ToPart(fields, raw, path));
            }
        }

        return parts.ToImmutable();
    }

    private static Part ToPart(AnthropicBlockFields fields, RawJson raw, string place)
    {
        Part part = fields.Type switch
        {
            "text" => new Part.Text(fields.Text ?? throw Missing(place, "text")) { Citations = fields.Citations },
            "thinking" => new Part.Reasoning(fields.Thinking ?? "", fields.Signature),
            "redacted_thinking" => new Part.Reasoning(null, fields.Data, Redacted: true),
            "tool_use" => new Part.ToolCall(
                fields.Id ?? throw Missing(place, "id"), fields.Name ?? throw Missing(place, "name"), fields.Input.IsAbsent ? new RawJson("{}"u8.ToArray()) : fields.Input),
            "tool_result" => new Part.ToolResult(fields.ToolUseId ?? throw Missing(place, "tool_use_id"), fields.Content, fields.IsError),
            "image" => AnthropicSources.Read(fields.Source, MediaKind.Image, null, $"{place}.source"),
            "document" => AnthropicSources.Read(fields.Source, MediaKind.Document, fields.Title, $"{place}.source"),
            "server_tool_use" when fields.Name == "web_search" => new Part.WebSearch(fields.Id ?? "", QueryOf(fields.Input), []),
            null => throw Missing(place, "type"),
            _ => new Part.Opaque(Protocol.Anthropic, raw),
        };
        return part is Part.Opaque ? part with { Place = place } : part with { CacheHint = fields.CacheHint, Extras = fields.Extras.Build(), Place = place };
    }

    // The results follow their search; the model keeps the two together.
    private static void AddResults(ImmutableArray<Part>.Builder parts, AnthropicBlockFields fields, RawJson raw, string place)
    {
        for (var i = parts.Count - 1; i >= 0; i--)
        {
            if (parts[i] is Part.WebSearch search && search.Id == fields.ToolUseId)
            {
                parts[i] = search with { Results = fields.Citations };
                return;
            }
        }

        parts.Add(new Part.Opaque(Protocol.Anthropic, raw) { Place = place });
    }

    private static string? QueryOf(RawJson input) => input.IsAbsent ? null : JsonScan.Text(input.Utf8.Span, "query"u8);

    private static FieldException Missing(string place, string field) => new($"{place}.{field}", $"'{place}.{field}' is missing.");
}
