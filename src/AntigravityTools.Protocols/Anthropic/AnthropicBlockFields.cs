using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Anthropic;

/// <summary>The fields of a content block as they stand on the wire, in requests and in answers alike.</summary>
internal ref struct AnthropicBlockFields
{
    internal string? Type;
    internal string? Text;
    internal string? Thinking;
    internal string? Signature;
    internal string? Data;
    internal string? Id;
    internal string? Name;
    internal string? ToolUseId;
    internal string? Title;
    internal RawJson Input;
    internal RawJson Source;
    internal bool IsError;
    internal bool CacheHint;
    internal ImmutableArray<Citation> Citations;
    internal ImmutableArray<Part> Content;
    internal ExtrasBuilder Extras;

    /// <summary>Reads a block whose opening brace the reader stands on; <paramref name="content"/> reads a nested content list.</summary>
    internal static AnthropicBlockFields Read(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, string place, AnthropicBlockReader? content)
    {
        var fields = new AnthropicBlockFields { Citations = [], Content = [], Extras = new ExtrasBuilder(Protocol.Anthropic) };
        while (JsonRead.NextMember(ref reader))
        {
            var name = reader.GetString()!;
            reader.Read();
            fields.ReadField(ref reader, name, body, place, content);
        }

        return fields;
    }

    private void ReadField(ref Utf8JsonReader reader, string name, ReadOnlyMemory<byte> body, string place, AnthropicBlockReader? content)
    {
        switch (name)
        {
            case "type":
                Type = JsonRead.Text(ref reader, $"{place}.type");
                break;
            case "text":
                Text = JsonRead.Text(ref reader, $"{place}.text");
                break;
            case "thinking":
                Thinking = JsonRead.Text(ref reader, $"{place}.thinking");
                break;
            case "signature":
                Signature = JsonRead.Text(ref reader, $"{place}.signature") is { Length: > 0 } signature ? signature : null;
                break;
            case "data":
                Data = JsonRead.Text(ref reader, $"{place}.data");
                break;
            case "id":
                Id = JsonRead.Text(ref reader, $"{place}.id");
                break;
            case "name":
                Name = JsonRead.Text(ref reader, $"{place}.name");
                break;
            case "tool_use_id":
                ToolUseId = JsonRead.Text(ref reader, $"{place}.tool_use_id");
                break;
            case "title":
                Title = JsonRead.Text(ref reader, $"{place}.title");
                break;
            case "is_error":
                IsError = JsonRead.Boolean(ref reader, $"{place}.is_error") ?? false;
                break;
            case "input":
                Input = JsonRead.Raw(ref reader, body);
                break;
            case "source" when reader.TokenType == JsonTokenType.StartObject:
                Source = JsonRead.Raw(ref reader, body);
                break;
            case "cache_control":
                CacheHint = reader.TokenType != JsonTokenType.Null;
                reader.Skip();
                break;
            case "citations" when reader.TokenType == JsonTokenType.StartArray:
                Citations = AnthropicCitations.ReadList(ref reader);
                break;
            case "content" when Type == "web_search_tool_result" || (Type is null && content is null):
                Citations = AnthropicCitations.ReadList(ref reader);
                break;
            case "content" when content is not null && reader.TokenType is JsonTokenType.String or JsonTokenType.StartArray:
                Content = content!.ReadContent(ref reader, $"{place}.content");
                break;
            default:
                Extras.Add(name, ref reader, body);
                break;
        }
    }
}
