using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Schemas;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>Writes a conversation as <c>instructions</c> and input items.</summary>
internal sealed class OpenAIResponsesItemWriter
{
    private readonly ChatRequest _request;
    private readonly OpenAIResponsesSource _source;
    private readonly ToolNaming _naming;
    private readonly LossList _losses;
    private readonly Utf8JsonWriter _writer;
    private readonly OpenAIResponsesPartWriter _parts;
    private readonly HashSet<string> _customCalls = new(StringComparer.Ordinal);

    internal OpenAIResponsesItemWriter(ChatRequest request, OpenAIResponsesSource source, ToolNaming naming, LossList losses, Utf8JsonWriter writer)
    {
        (_request, _source, _naming, _losses, _writer) = (request, source, naming, losses, writer);
        _parts = new OpenAIResponsesPartWriter(losses, writer, isOwn: request.Extras is { Protocol: Protocol.OpenAIResponses });
    }

    internal void Write()
    {
        var messages = _request.Messages;
        var first = 0;
        if (messages.Length > 0 && IsInstructions(messages[0]))
        {
            _writer.WriteString("instructions"u8, string.Join("\n\n", messages[0].Parts.OfType<Part.Text>().Select(static part => part.Value)));
            first = 1;
        }

        _writer.WriteStartArray("input"u8);
        for (var i = first; i < messages.Length; i++)
        {
            Write(messages[i], $"messages[{i}]");
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
                new OpenAIResponsesTurnWriter(this, place).Write(message);
                break;
            case Role.Tool:
                WriteResults(message, place);
                break;
            default:
                WriteMessage(message.Role == Role.User ? "user"u8 : "developer"u8, message, place);
                break;
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
            _parts.WriteInput(message.Parts[p], $"{place}.content[{p}]");
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
                WriteResult(result, $"{place}.content[{p}]");
            }
            else
            {
                _losses.Dropped($"{place}.content[{p}]", "only results of calls can stand here");
            }
        }
    }

    private void WriteResult(Part.ToolResult result, string place)
    {
        _losses.Foreign(place, result.Extras, Protocol.OpenAIResponses);
        _writer.WriteStartObject();
        _writer.WriteString("type"u8, _customCalls.Contains(result.CallId) ? "custom_tool_call_output"u8 : "function_call_output"u8);
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
            _parts.WriteInput(part, place);
        }

        _writer.WriteEndArray();
    }

    /// <summary>Writes the model's turns: several items each.</summary>
    private sealed class OpenAIResponsesTurnWriter(OpenAIResponsesItemWriter owner, string place)
    {
        private readonly List<Part.Reasoning> _waiting = [];
        private readonly List<Part.Media> _images = [];
        private bool _isOpen;

        internal void Write(Message message)
        {
            for (var p = 0; p < message.Parts.Length; p++)
            {
                WritePart(message.Parts[p], $"{place}.content[{p}]");
            }

            CloseMessage();

            // Reasoning must be followed by what it led to.
            foreach (var reasoning in _waiting)
            {
                owner._losses.Dropped(place, "its reasoning led to nothing that could follow it");
            }

            WriteImages();
        }

        private void WritePart(Part part, string at)
        {
            switch (part)
            {
                case Part.Reasoning reasoning:
                    CloseMessage();
                    if (reasoning.Signature is null)
                    {
                        owner._losses.Dropped(at, "reasoning without its maker's proof has no place in the Responses API");
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
                    owner._parts.WriteOutput(part, at);
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
                    owner._writer.WriteRawValue(opaque.Json.Utf8.Span);
                    break;
                case Part.Media { Kind: MediaKind.Image } image:
                    owner._losses.Approximated(at, "the Responses API takes no image from the model; it is shown as the user's");
                    _images.Add(image);
                    break;
                default:
                    owner._losses.Dropped(at, "the Responses API has no place for it in the model's turn");
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
            owner._writer.WriteStartObject();
            owner._writer.WriteString("type"u8, "message"u8);
            owner._writer.WriteString("role"u8, "assistant"u8);
            owner._parts.WriteExtras(part.Extras, OpenAIResponsesItemReader.ItemPrefix);
            owner._writer.WriteStartArray("content"u8);
            _isOpen = true;
        }

        private void CloseMessage()
        {
            if (_isOpen)
            {
                owner._writer.WriteEndArray();
                owner._writer.WriteEndObject();
                _isOpen = false;
            }
        }

        private void FlushReasoning()
        {
            CloseMessage();
            foreach (var reasoning in _waiting)
            {
                owner._parts.WriteReasoning(reasoning);
            }

            _waiting.Clear();
        }

        private void WriteCall(Part.ToolCall call, string at)
        {
            owner._losses.Foreign(at, call.Extras, Protocol.OpenAIResponses);
            if (call.Custom)
            {
                owner._customCalls.Add(call.Id);
            }

            var writer = owner._writer;
            writer.WriteStartObject();
            writer.WriteString("type"u8, call.Custom ? "custom_tool_call"u8 : "function_call"u8);
            writer.WriteString("call_id"u8, OpenAIResponsesCallIds.Of(call.Id));
            writer.WriteString("name"u8, call.Namespace is null ? owner._naming.NameOf(call.Name) : call.Name);
            if (call.Namespace is { } space)
            {
                writer.WriteString("namespace"u8, space);
            }

            WriteArguments(call, writer);
            owner._parts.WriteExtras(call.Extras, "");
            writer.WriteEndObject();
        }

        private static void WriteArguments(Part.ToolCall call, Utf8JsonWriter writer)
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
                owner._losses.Dropped(at, "a search that another provider made can not be replayed; what was said about it stays");
                return;
            }

            OpenAIResponsesSearchWriter.Write(owner._writer, search.Id, "completed"u8, search.Query, search.Results);
        }

        private void WriteImages()
        {
            if (_images.Count > 0)
            {
                owner.WriteMessage("user"u8, new Message { Role = Role.User, Parts = [.. _images] }, place);
            }
        }
    }
}
