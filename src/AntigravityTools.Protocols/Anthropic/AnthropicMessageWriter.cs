using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Schemas;

namespace AntigravityTools.Protocols.Anthropic;

/// <summary>
/// Writes <c>system</c> and <c>messages</c>: turns of one role are merged, results come first in the user turn behind their calls, the first
/// turn is the user's, and nothing empty is sent (protocols.md §2.1, §3.32–35).
/// </summary>
internal sealed class AnthropicMessageWriter(ChatRequest request, AnthropicModelRules rules, ToolNaming names, LossList losses)
{
    private const string JsonNudge = "Answer with one JSON object and nothing else.";
    private const int MostHints = 4;
    private int _hints = request.Tools.Count(tool => tool.CacheHint);

    internal Fault? Write(Utf8JsonWriter json)
    {
        var leading = request.Messages.TakeWhile(message => message.Role == Role.System).ToList();
        WriteSystem(json, leading);
        json.WriteStartArray("messages"u8);
        var turns = Turns(leading.Count);
        if (turns.Count == 0 || turns[0].Role == Role.Assistant)
        {
            turns.Insert(0, (Role.User, [new Part.Text("(no message)")], "messages"));
            losses.Emulated("messages", "a conversation with Anthropic begins with the user; an empty turn stands before it");
        }

        if (request.PromptCacheKey is not null && turns[^1] is { Role: Role.User, Parts: [.., { CacheHint: false } last] said })
        {
            // The next turn comes with everything up to here.
            said[^1] = last with { CacheHint = true };
        }

        for (var i = 0; i < turns.Count; i++)
        {
            if (WriteTurn(json, turns[i].Role, turns[i].Parts, turns[i].Place) is { } fault)
            {
                return fault;
            }
        }

        json.WriteEndArray();
        return null;
    }

    private void WriteSystem(Utf8JsonWriter json, List<Message> leading)
    {
        var parts = leading.SelectMany(message => message.Parts).Where(part => part is Part.Text { Value.Length: > 0 }).ToList();
        if (request.OutputFormat is { Schema.IsAbsent: true })
        {
            parts.Add(new Part.Text(JsonNudge));
            losses.Emulated("response_format", "anthropic has no json_object; the system prompt asks for it");
        }

        if (parts.Count == 0)
        {
            return;
        }

        json.WriteStartArray("system"u8);
        for (var i = 0; i < parts.Count; i++)
        {
            // A client's key for OpenAI's cache says that the prompt comes again.
            WriteText(json, ((Part.Text)parts[i]).Value, parts[i].CacheHint || (request.PromptCacheKey is not null && i == parts.Count - 1), parts[i].Extras);
        }

        json.WriteEndArray();
    }

    private List<(Role Role, List<Part> Parts, string Place)> Turns(int first)
    {
        var turns = new List<(Role Role, List<Part> Parts, string Place)>();
        for (var i = first; i < request.Messages.Length; i++)
        {
            var message = request.Messages[i];
            var role = message.Role switch
            {
                Role.Assistant => Role.Assistant,
                Role.System when rules.SystemAnywhere => Role.System,
                _ => Role.User,
            };
            if (turns.Count == 0 || turns[^1].Role != role || role == Role.System)
            {
                turns.Add((role, [], message.PlaceAt(i)));
            }

            turns[^1].Parts.AddRange(message.Parts);
            losses.Foreign(message.PlaceAt(i), message.Extras, Protocol.Anthropic);
        }

        turns.RemoveAll(turn => turn.Parts.Count == 0);
        return turns;
    }

    private Fault? WriteTurn(Utf8JsonWriter json, Role role, List<Part> parts, string place)
    {
        json.WriteStartObject();
        json.WriteString("role"u8, role switch { Role.Assistant => "assistant"u8, Role.System => "system"u8, _ => "user"u8 });
        json.WriteStartArray("content"u8);
        var written = 0;
        foreach (var part in parts)
        {
            var before = json.BytesCommitted + json.BytesPending;
            if (WritePart(json, part, role, part.Place ?? place) is { } fault)
            {
                return fault;
            }

            written += json.BytesCommitted + json.BytesPending > before ? 1 : 0;
        }

        if (written == 0)
        {
            WriteText(json, "(empty)", hint: false, extras: null);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        return null;
    }

    private Fault? WritePart(Utf8JsonWriter json, Part part, Role role, string place)
    {
        switch (part)
        {
            case Part.Text text:
                if (!string.IsNullOrWhiteSpace(text.Value))
                {
                    WriteText(json, text.Value, text.CacheHint, text.Extras);
                }

                return null;
            case Part.Refusal refusal when refusal.Value.Length > 0:
                WriteText(json, refusal.Value, hint: false, extras: null);
                return null;
            case Part.Reasoning reasoning:
                WriteReasoning(json, reasoning, place);
                return null;
            case Part.ToolCall call:
                WriteCall(json, call, place);
                return null;
            case Part.ToolResult result:
                return WriteResult(json, result, place);
            case Part.Media when role == Role.Assistant:
                losses.Dropped(place, "an assistant's turn at Anthropic holds no media");
                return null;
            case Part.Media media:
                return WriteMedia(json, media, place);
            case Part.Opaque { Protocol: Protocol.Anthropic } own:
                json.WriteRawValue(own.Json.Utf8.Span, skipInputValidation: true);
                return null;
            default:
                losses.Dropped(place, "anthropic has no such block");
                return null;
        }
    }

    private void WriteReasoning(Utf8JsonWriter json, Part.Reasoning reasoning, string place)
    {
        if (reasoning.Signature is not { } signature)
        {
            losses.Dropped(reasoning.Place ?? $"{place} (reasoning)", "Anthropic takes back only thinking that it has signed");
            return;
        }

        json.WriteStartObject();
        if (reasoning.Redacted)
        {
            json.WriteString("type"u8, "redacted_thinking"u8);
            json.WriteString("data"u8, signature);
        }
        else
        {
            json.WriteString("type"u8, "thinking"u8);
            json.WriteString("thinking"u8, reasoning.Value ?? "");
            json.WriteString("signature"u8, signature);
        }

        json.WriteEndObject();
    }

    private void WriteCall(Utf8JsonWriter json, Part.ToolCall call, string place)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "tool_use"u8);
        json.WriteString("id"u8, IdOf(call.Id));
        json.WriteString("name"u8, names.NameOf(call.Name, call.Namespace, emulated: call.Custom));
        json.WritePropertyName("input"u8);
        if (!call.Custom && call.Arguments.Utf8.Span.TrimStart(" \t\r\n"u8) is [(byte)'{', ..] && JsonScan.IsWhole(call.Arguments.Utf8.Span))
        {
            json.WriteRawValue(call.Arguments.Utf8.Span, skipInputValidation: true);
        }
        else
        {
            // A custom tool's text, or arguments that were cut or are no object: kept under a name of their own.
            json.WriteStartObject();
            if (!call.Arguments.Utf8.Span.Trim(" \t\r\n"u8).IsEmpty)
            {
                json.WritePropertyName(call.Custom ? "input"u8 : "raw"u8);
                if (JsonScan.IsWhole(call.Arguments.Utf8.Span))
                {
                    json.WriteRawValue(call.Arguments.Utf8.Span, skipInputValidation: true);
                }
                else
                {
                    json.WriteStringValue(call.Arguments.Utf8.Span);
                    losses.Approximated(place, "the arguments of a call are not a JSON object; they go as text");
                }
            }

            json.WriteEndObject();
        }

        Hint(json, call.CacheHint);
        ExtrasWriter.Write(json, call.Extras, Protocol.Anthropic);
        json.WriteEndObject();
    }

    private Fault? WriteResult(Utf8JsonWriter json, Part.ToolResult result, string place)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "tool_result"u8);
        json.WriteString("tool_use_id"u8, IdOf(result.CallId));
        json.WriteStartArray("content"u8);
        foreach (var part in result.Content)
        {
            if (WritePart(json, part, Role.User, part.Place ?? place) is { } fault)
            {
                return fault;
            }
        }

        json.WriteEndArray();
        if (result.IsError)
        {
            json.WriteBoolean("is_error"u8, true);
        }

        Hint(json, result.CacheHint);
        ExtrasWriter.Write(json, result.Extras, Protocol.Anthropic);
        json.WriteEndObject();
        return null;
    }

    private Fault? WriteMedia(Utf8JsonWriter json, Part.Media media, string place)
    {
        if (AnthropicSources.Write(json, media, place) is { } fault)
        {
            return fault;
        }

        if (media.Detail is not (null or "auto"))
        {
            losses.Dropped($"{place}.detail", "anthropic has no such field");
        }

        Hint(json, media.CacheHint);
        ExtrasWriter.Write(json, media.Extras, Protocol.Anthropic);
        json.WriteEndObject();
        return null;
    }

    private void WriteText(Utf8JsonWriter json, string text, bool hint, Extras? extras)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "text"u8);
        json.WriteString("text"u8, text);
        Hint(json, hint);
        ExtrasWriter.Write(json, extras, Protocol.Anthropic);
        json.WriteEndObject();
    }

    private void Hint(Utf8JsonWriter json, bool hint)
    {
        if (hint && _hints++ < MostHints)
        {
            AnthropicToolWriter.WriteHint(json, hint: true);
        }
    }

    private static string IdOf(string id) => ShortId.Fit(id, 128, "toolu_");
}
