using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>Reads one part of a content (Gemini API reference, Part, 2026-11).</summary>
internal sealed class GeminiPartReader(ReadOnlyMemory<byte> body)
{
    private readonly GeminiCallIds _ids = new();

    /// <summary>Notes whose turn the next parts belong to.</summary>
    internal void Enter(bool model) => _ids.Enter(model);

    internal Part Read(ref Utf8JsonReader reader, string place)
    {
        JsonRead.ExpectObject(ref reader, place);
        var start = (int)reader.TokenStartIndex;
        var extras = new ExtrasBuilder(Protocol.Gemini);
        string? text = null, signature = null;
        Part? content = null;
        bool thought = false, opaque = false;
        while (JsonRead.NextMember(ref reader))
        {
            var name = reader.GetString()!;
            reader.Read();
            switch (CamelCase.Of(name))
            {
                case "text":
                    text = JsonRead.Text(ref reader, $"{place}.{name}");
                    break;
                case "thought":
                    thought = JsonRead.Boolean(ref reader, $"{place}.{name}") ?? false;
                    break;
                case "thoughtSignature":
                    signature = JsonRead.Text(ref reader, $"{place}.{name}");
                    break;
                case "inlineData" or "fileData" when reader.TokenType != JsonTokenType.Null:
                    content = ReadMedia(ref reader, $"{place}.{name}");
                    break;
                case "functionCall" when reader.TokenType != JsonTokenType.Null:
                    content = ReadCall(ref reader, $"{place}.{name}");
                    break;
                case "functionResponse" when reader.TokenType != JsonTokenType.Null:
                    content = ReadResult(ref reader, $"{place}.{name}");
                    break;
                case "executableCode" or "codeExecutionResult" or "toolCall" or "toolResponse" when reader.TokenType != JsonTokenType.Null:
                    opaque = true;
                    reader.Skip();
                    break;
                default:
                    extras.Add(name, ref reader, body);
                    break;
            }
        }

        // A picture out of the model's thoughts, or something new: kept whole for Google, nothing to anybody else.
        return opaque || (content is Part.Media && thought) || (content is null && text is null && signature is null)
            ? new Part.Opaque(Protocol.Gemini, new RawJson(body[start..(int)reader.BytesConsumed])) { Place = place }
            : (content switch
            {
                Part.ToolCall call => call with { Signature = signature },
                not null => content,
                null when thought => new Part.Reasoning(text, signature),
                null => new Part.Text(text ?? "", signature),
            }) with { Extras = extras.Build(), Place = place };
    }

    private static Part.Media ReadMedia(ref Utf8JsonReader reader, string place)
    {
        JsonRead.ExpectObject(ref reader, place);
        string? type = null, data = null, uri = null, title = null;
        while (JsonRead.NextMember(ref reader))
        {
            var name = reader.GetString()!;
            reader.Read();
            switch (CamelCase.Of(name))
            {
                case "mimeType":
                    type = JsonRead.Text(ref reader, $"{place}.{name}");
                    break;
                case "data":
                    data = JsonRead.Text(ref reader, $"{place}.{name}");
                    break;
                case "fileUri":
                    uri = JsonRead.Text(ref reader, $"{place}.{name}");
                    break;
                case "displayName":
                    title = JsonRead.Text(ref reader, $"{place}.{name}");
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        var media = new Part.Media(GeminiMedia.KindOf(type), type) { Name = title };
        if (uri is not null)
        {
            return GeminiMedia.IsFile(uri) ? media with { FileId = uri } : media with { Address = uri };
        }

        return media with
        {
            Base64 = DataUrl.Normalize(data ?? throw new FieldException(place, $"'{place}' has neither data nor an address."))
                ?? throw new FieldException($"{place}.data", $"'{place}.data' is not base64."),
        };
    }

    private Part.ToolCall ReadCall(ref Utf8JsonReader reader, string place)
    {
        JsonRead.ExpectObject(ref reader, place);
        string? id = null, function = null;
        var arguments = new RawJson("{}"u8.ToArray());
        while (JsonRead.NextMember(ref reader))
        {
            var name = reader.GetString()!;
            reader.Read();
            switch (name)
            {
                case "id":
                    id = JsonRead.Text(ref reader, $"{place}.id");
                    break;
                case "name":
                    function = JsonRead.Text(ref reader, $"{place}.name");
                    break;
                case "args" when reader.TokenType != JsonTokenType.Null:
                    JsonRead.ExpectObject(ref reader, $"{place}.args");
                    arguments = JsonRead.Raw(ref reader, body);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        function = function is { Length: > 0 } ? function : throw new FieldException($"{place}.name", $"'{place}.name' is missing.");
        return new Part.ToolCall(_ids.OfCall(id, function, arguments.Utf8.Span), function, arguments);
    }

    private Part.ToolResult ReadResult(ref Utf8JsonReader reader, string place)
    {
        JsonRead.ExpectObject(ref reader, place);
        string? id = null, function = null;
        var response = default(RawJson);
        var media = ImmutableArray.CreateBuilder<Part>();
        while (JsonRead.NextMember(ref reader))
        {
            var name = reader.GetString()!;
            reader.Read();
            switch (name)
            {
                case "id":
                    id = JsonRead.Text(ref reader, $"{place}.id");
                    break;
                case "name":
                    function = JsonRead.Text(ref reader, $"{place}.name");
                    break;
                case "response" when reader.TokenType != JsonTokenType.Null:
                    response = JsonRead.Raw(ref reader, body);
                    break;
                case "parts" when reader.TokenType != JsonTokenType.Null:
                    ReadParts(ref reader, $"{place}.parts", media);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        function = function is { Length: > 0 } ? function : throw new FieldException($"{place}.name", $"'{place}.name' is missing.");
        var text = TextOf(response.Utf8.Span, out var isError);
        if (text is not null)
        {
            media.Insert(0, new Part.Text(text));
        }

        return new Part.ToolResult(_ids.OfResult(id, function), media.ToImmutable(), isError) { Name = function };
    }

    private void ReadParts(ref Utf8JsonReader reader, string place, ImmutableArray<Part>.Builder parts)
    {
        JsonRead.ExpectArray(ref reader, place);
        for (var i = 0; JsonRead.NextElement(ref reader); i++)
        {
            parts.Add(Read(ref reader, $"{place}[{i}]"));
        }
    }

    // {"output": text} and {"error": text} are how a plain result is told; any other object is the result itself.
    private static string? TextOf(ReadOnlySpan<byte> response, out bool isError)
    {
        isError = false;
        if (response.IsEmpty)
        {
            return null;
        }

        var members = JsonParts.Members(response);
        if (members is [{ Name: "output" or "error" } only])
        {
            isError = only.Name == "error";
            return JsonScan.Text(only.In(response)) ?? Encoding.UTF8.GetString(isError ? only.In(response) : response);
        }

        return Encoding.UTF8.GetString(response);
    }
}
