using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Schemas;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>Writes a conversation as <c>instructions</c> and input items.</summary>
internal sealed class OpenAIResponsesItemWriter
{
    private readonly ChatRequest _request;
    private readonly OpenAIResponsesModelRules _rules;
    private readonly OpenAIResponsesSource _source;
    private readonly LossList _losses;
    private readonly Utf8JsonWriter _writer;
    private readonly OpenAIResponsesPartWriter _parts;
    private readonly OpenAIResponsesTurnWriter _turns;

    internal OpenAIResponsesItemWriter(
        ChatRequest request, OpenAIResponsesModelRules rules, OpenAIResponsesSource source, ToolNaming naming, LossList losses, Utf8JsonWriter writer)
    {
        (_request, _rules, _source, _losses, _writer) = (request, rules, source, losses, writer);
        _parts = new OpenAIResponsesPartWriter(losses, writer, isOwn: request.Extras is { Protocol: Protocol.OpenAIResponses });
        _turns = new OpenAIResponsesTurnWriter(_parts, naming, losses, writer);
    }

    internal void Write()
    {
        var messages = _request.Messages;
        var first = 0;
        if (messages.Length > 0 && IsInstructions(messages[0]))
        {
            _writer.WriteString("instructions"u8, string.Join("\n\n", messages[0].Parts.OfType<Part.Text>().Select(static part => part.Value)));
            first = 1;
            if (messages[0].Parts.Any(static part => part.CacheHint))
            {
                _parts.TellHint();
            }
        }

        _writer.WriteStartArray("input"u8);
        for (var i = first; i < messages.Length; i++)
        {
            Write(messages[i], messages[i].PlaceAt(i));
        }

        _writer.WriteEndArray();
    }

    // A request of this protocol says itself whether its first message came as instructions.
    private bool IsInstructions(Message message) => message.Role == Role.System && message.Parts.All(static part => part is Part.Text)
        && (_request.Extras is not { Protocol: Protocol.OpenAIResponses } || !_source.Find("instructions").IsAbsent);

    private void Write(Message message, string place)
    {
        _losses.Foreign(place, message.Extras, Protocol.OpenAIResponses);
        switch (message.Role)
        {
            case Role.Assistant:
                WriteTurn(message, place);
                break;
            case Role.Tool:
                WriteResults(message, place);
                break;
            default:
                WriteMessage(message.Role == Role.User ? "user"u8 : _rules.TakesDeveloper ? "developer"u8 : "system"u8, message, place);
                break;
        }
    }

    // What the model drew can only be shown to it as the user's.
    private void WriteTurn(Message message, string place)
    {
        var images = _turns.Write(message, place);
        if (images.Count > 0)
        {
            WriteMessage("user"u8, new Message { Role = Role.User, Parts = [.. images] }, place);
        }
    }

    private void WriteMessage(ReadOnlySpan<byte> role, Message message, string place)
    {
        _writer.WriteStartObject();
        _writer.WriteString("type"u8, "message"u8);
        _writer.WriteString("role"u8, role);
        _writer.WriteStartArray("content"u8);
        for (var p = 0; p < message.Parts.Length; p++)
        {
            _parts.WriteInput(message.Parts[p], message.Parts[p].Place ?? $"{place}.content[{p}]");
        }

        _writer.WriteEndArray();
        _parts.WriteExtras(message.Extras, "");
        _writer.WriteEndObject();
    }

    private void WriteResults(Message message, string place)
    {
        for (var p = 0; p < message.Parts.Length; p++)
        {
            if (message.Parts[p] is Part.ToolResult result)
            {
                WriteResult(result, result.Place ?? $"{place}.content[{p}]");
            }
            else
            {
                _losses.Dropped(message.Parts[p].Place ?? $"{place}.content[{p}]", "only results of calls can stand here");
            }
        }
    }

    private void WriteResult(Part.ToolResult result, string place)
    {
        _losses.Foreign(place, result.Extras, Protocol.OpenAIResponses);
        _writer.WriteStartObject();
        _writer.WriteString("type"u8, _turns.IsCustom(result.CallId) ? "custom_tool_call_output"u8 : "function_call_output"u8);
        _writer.WriteString("call_id"u8, OpenAIResponsesCallIds.Of(result.CallId));
        _writer.WritePropertyName("output"u8);
        if (result.Content.All(static part => part is Part.Text) && result.Content.Length <= 1)
        {
            var text = result.Content.Length == 0 ? "" : ((Part.Text)result.Content[0]).Value;
            _writer.WriteStringValue(result.IsError ? "Error: " + text : text);
        }
        else
        {
            WriteContent(result, place);
        }

        _parts.WriteExtras(result.Extras, "");
        _writer.WriteEndObject();
    }

    private void WriteContent(Part.ToolResult result, string place)
    {
        _writer.WriteStartArray();
        if (result.IsError)
        {
            _parts.WriteInput(new Part.Text("Error:"), place);
        }

        foreach (var part in result.Content)
        {
            _parts.WriteInput(part, part.Place ?? place);
        }

        _writer.WriteEndArray();
    }
}
