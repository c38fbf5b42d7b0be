using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>Reads a <c>GenerateContentRequest</c> in camel case or snake case (Gemini API reference, 2026-11).</summary>
internal sealed class GeminiRequestReader(ReadOnlyMemory<byte> body)
{
    private readonly GeminiContentReader _contents = new(body);
    private readonly GeminiToolReader _tools = new(body);
    private readonly GeminiSettingsReader _settings = new(body);
    private readonly ImmutableArray<Message>.Builder _messages = ImmutableArray.CreateBuilder<Message>();
    private ChatRequest _request = new() { Model = "", Messages = [] };
    private Message? _system;
    private bool _validated;
    private ExtrasBuilder _extras = new(Protocol.Gemini);

    internal static ReadResult<ChatRequest> Read(ReadOnlyMemory<byte> body, string? pathModel, bool stream)
    {
        try
        {
            return new GeminiRequestReader(body).Read(pathModel, stream);
        }
        catch (FieldException wrong)
        {
            return wrong.ToFault();
        }
        catch (JsonException malformed)
        {
            return new Fault { Kind = FaultKind.InvalidRequest, Message = $"The body is not valid JSON: {malformed.Message}" };
        }
        catch (InvalidOperationException)
        {
            return new Fault { Kind = FaultKind.InvalidRequest, Message = "The body holds text that is not valid Unicode. Send one JSON object in UTF-8." };
        }
    }

    private ChatRequest Read(string? pathModel, bool stream)
    {
        var reader = new Utf8JsonReader(body.Span, JsonScan.Options);
        reader.Read();
        JsonRead.ExpectObject(ref reader, "body");
        ReadMembers(ref reader, "");
        while (reader.Read())
        {
        }

        if (_messages.Count == 0)
        {
            throw new FieldException("contents", "'contents' must hold at least one content.");
        }

        if (_system is not null)
        {
            _messages.Insert(0, _system);
        }

        return _request with
        {
            Model = pathModel ?? _request.Model,
            Messages = _messages.ToImmutable(),
            Stream = stream,
            Tools = _validated ? [.. _request.Tools.Select(tool => tool.Kind == ToolKind.Function ? tool with { Strict = true } : tool)] : _request.Tools,
            Extras = _extras.Build(),
        };
    }

    private void ReadMembers(ref Utf8JsonReader reader, string prefix)
    {
        while (JsonRead.NextMember(ref reader))
        {
            var name = reader.GetString()!;
            reader.Read();
            ReadMember(ref reader, name, prefix + name);
        }
    }

    private void ReadMember(ref Utf8JsonReader reader, string name, string field)
    {
        switch (CamelCase.Of(name))
        {
            case "contents" when reader.TokenType != JsonTokenType.Null:
                _contents.ReadContents(ref reader, field, _messages);
                break;
            case "systemInstruction":
                _system = _contents.ReadSystem(ref reader, field);
                break;
            case "tools":
                _request = _request with { Tools = _tools.ReadTools(ref reader, field) };
                break;
            case "toolConfig":
                var (choice, validated) = _tools.ReadConfig(ref reader, field, ref _extras);
                _validated = validated;
                _request = _request with { ToolChoice = choice };
                break;
            case "generationConfig":
                _request = _settings.Read(ref reader, field, _request, ref _extras);
                break;
            case "serviceTier":
                _request = _request with { ServiceTier = JsonRead.Text(ref reader, field)?.ToLowerInvariant() };
                break;
            case "model":
                _request = _request with { Model = Bare(JsonRead.Text(ref reader, field)) };
                break;
            case "generateContentRequest" when reader.TokenType != JsonTokenType.Null:
                // Token counting wraps the whole request.
                JsonRead.ExpectObject(ref reader, field);
                ReadMembers(ref reader, field + ".");
                break;
            default:
                _extras.Add(name, ref reader, body);
                break;
        }
    }

    private static string Bare(string? model) => model is null ? "" : model.StartsWith("models/", StringComparison.Ordinal) ? model["models/".Length..] : model;
}
