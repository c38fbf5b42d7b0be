using System.Text.Json;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Schemas;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>Writes the model's turns: several items each.</summary>
internal sealed class OpenAIResponsesTurnWriter(OpenAIResponsesPartWriter parts, ToolNaming naming, LossList losses, Utf8JsonWriter writer)
{
    private readonly List<Part.Reasoning> _waiting = [];
    private readonly HashSet<string> _customCalls = new(StringComparer.Ordinal);
    private List<Part.Media> _images = [];
    private bool _isOpen;

    /// <summary>True for the id of a custom tool's call that was written.</summary>
    internal bool IsCustom(string callId) => _customCalls.Contains(callId);

    /// <summary>Writes a turn; returns the pictures in it, which have no place there.</summary>
    internal List<Part.Media> Write(Message message, string place)
    {
        _images = [];
        for (var p = 0; p < message.Parts.Length; p++)
        {
            WritePart(message.Parts[p], message.Parts[p].Place ?? $"{place}.content[{p}]");
        }

        CloseMessage();

        // Reasoning must be followed by what it led to.
        foreach (var reasoning in _waiting)
        {
            losses.Dropped(reasoning.Place ?? place, "its reasoning led to nothing that could follow it");
        }

        _waiting.Clear();
        return _images;
    }

    private void WritePart(Part part, string at)
    {
        switch (part)
        {
            case Part.Reasoning reasoning:
                CloseMessage();
                if (reasoning.Signature is null)
                {
                    losses.Dropped(at, "reasoning without its maker's proof has no place in the Responses API");
                }
                else
                {
                    _waiting.Add(reasoning);
                }

                break;
            case Part.Text { Value.Length: 0 }:
                break;
            case Part.Text or Part.Refusal:
                OpenMessage(part);
                parts.WriteOutput(part, at);
                break;
            case Part.ToolCall call:
                FlushReasoning();
                WriteCall(call, at);
                break;
            case Part.WebSearch search:
                FlushReasoning();
                WriteSearch(search, at);
                break;
            case Part.Opaque { Protocol: Protocol.OpenAIResponses } opaque:
                FlushReasoning();
                writer.WriteRawValue(opaque.Json.Utf8.Span);
                break;
            case Part.Media { Kind: MediaKind.Image } image:
                losses.Approximated(at, "the Responses API takes no image from the model; it is shown as the user's");
                _images.Add(image);
                break;
            default:
                losses.Dropped(at, "the Responses API has no place for it in the model's turn");
                break;
        }
    }

    private void OpenMessage(Part part)
    {
        var startsItem = part.Extras is { Protocol: Protocol.OpenAIResponses } extras
            && extras.Fields.Any(static field => field.Key.StartsWith(OpenAIResponsesItemReader.ItemPrefix, StringComparison.Ordinal));
        if (_isOpen && !startsItem && _waiting.Count == 0)
        {
            return;
        }

        FlushReasoning();
        writer.WriteStartObject();
        writer.WriteString("type"u8, "message"u8);
        writer.WriteString("role"u8, "assistant"u8);
        parts.WriteExtras(part.Extras, OpenAIResponsesItemReader.ItemPrefix);
        writer.WriteStartArray("content"u8);
        _isOpen = true;
    }

    private void CloseMessage()
    {
        if (_isOpen)
        {
            writer.WriteEndArray();
            writer.WriteEndObject();
            _isOpen = false;
        }
    }

    private void FlushReasoning()
    {
        CloseMessage();
        foreach (var reasoning in _waiting)
        {
            parts.WriteReasoning(reasoning);
        }

        _waiting.Clear();
    }

    private void WriteCall(Part.ToolCall call, string at)
    {
        losses.Foreign(at, call.Extras, Protocol.OpenAIResponses);
        if (call.Custom)
        {
            _customCalls.Add(call.Id);
        }

            writer.WriteStartObject();
        writer.WriteString("type"u8, call.Custom ? "custom_tool_call"u8 : "function_call"u8);
        writer.WriteString("call_id"u8, OpenAIResponsesCallIds.Of(call.Id));
        writer.WriteString("name"u8, call.Namespace is null ? naming.NameOf(call.Name) : call.Name);
        if (call.Namespace is { } space)
        {
            writer.WriteString("namespace"u8, space);
        }

        WriteArguments(call);
        parts.WriteExtras(call.Extras, "");
        writer.WriteEndObject();
    }

    private void WriteArguments(Part.ToolCall call)
    {
        var arguments = call.Arguments.Utf8.Span;
        if (!call.Custom)
        {
            writer.WriteString("arguments"u8, arguments.IsEmpty ? "{}"u8 : arguments);
            return;
        }

        writer.WritePropertyName("input"u8);
        if (arguments.IsEmpty || arguments[0] != (byte)'"')
        {
            writer.WriteStringValue(arguments);
        }
        else
        {
            writer.WriteRawValue(arguments);
        }
    }

    private void WriteSearch(Part.WebSearch search, string at)
    {
        if (!search.Id.StartsWith("ws_", StringComparison.Ordinal))
        {
            losses.Dropped(at, "a search that another provider made can not be replayed; what was said about it stays");
            return;
        }

        OpenAIResponsesSearchWriter.Write(writer, search.Id, "completed"u8, search.Query, search.Results);
    }
}
