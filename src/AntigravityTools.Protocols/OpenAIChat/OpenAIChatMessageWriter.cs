using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Schemas;

namespace AntigravityTools.Protocols.OpenAIChat;

/// <summary>Writes <c>messages</c>: results before what the user says next, images of results in a user message behind them.</summary>
internal sealed class OpenAIChatMessageWriter(ChatRequest request, UpstreamTarget target, OpenAIModelRules rules, ToolNaming names, LossList losses)
{
    private const int LongestCallId = 64;
    private static readonly string[] ReasoningHosts = ["deepseek.com", "moonshot.ai", "moonshot.cn", "z.ai", "x.ai"];

    // These take reasoning back as plain text, and DeepSeek's tool turns need it.
    private bool TakesReasoning => Array.Exists(ReasoningHosts, host => target.Host.EndsWith(host, StringComparison.OrdinalIgnoreCase))
        || target.Model.Contains("deepseek", StringComparison.OrdinalIgnoreCase) || target.Model.Contains("kimi", StringComparison.OrdinalIgnoreCase);

    // Templates of local models know one system message, at the beginning.
    private bool TakesOneSystem => target.Provider is not ("openai" or "azure-openai");

    internal Fault? Write(Utf8JsonWriter json)
    {
        json.WriteStartArray("messages"u8);
        var leading = TakesOneSystem ? request.Messages.TakeWhile(message => message.Role == Role.System).Count() : 0;
        if (leading > 1 && WriteSaid(json, Merged(request.Messages.AsSpan(0, leading)), request.Messages[0].PlaceAt(0)) is { } wrong)
        {
            return wrong;
        }

        for (var i = leading > 1 ? leading : 0; i < request.Messages.Length; i++)
        {
            var message = request.Messages[i];
            var place = message.PlaceAt(i);
            var fault = message.Role switch
            {
                Role.Tool => WriteResults(json, message, place),
                Role.Assistant => WriteAssistant(json, message, place),
                _ => WriteSaid(json, message, place),
            };
            if (fault is not null)
            {
                return fault;
            }
        }

        json.WriteEndArray();
        return null;
    }

    private static Message Merged(ReadOnlySpan<Message> messages)
    {
        var parts = ImmutableArray.CreateBuilder<Part>();
        foreach (var message in messages)
        {
            parts.AddRange(message.Parts);
        }

        return messages[0] with { Parts = parts.ToImmutable() };
    }

    private Fault? WriteSaid(Utf8JsonWriter json, Message message, string place)
    {
        if (message.Parts.IsEmpty)
        {
            return null;
        }

        json.WriteStartObject();
        json.WriteString("role"u8, message.Role == Role.User || !rules.TakesSystem ? "user"u8 : rules.TakesDeveloper ? "developer"u8 : "system"u8);
        if (OpenAIChatPartWriter.WriteContent(json, message.Parts, $"{place}.content", losses) is { } fault)
        {
            return fault;
        }

        Close(json, message, place);
        return null;
    }

    private Fault? WriteAssistant(Utf8JsonWriter json, Message message, string place)
    {
        json.WriteStartObject();
        json.WriteString("role"u8, "assistant"u8);
        var text = Joined(message.Parts.OfType<Part.Text>().Select(part => part.Value));
        var refusal = Joined(message.Parts.OfType<Part.Refusal>().Select(part => part.Value));
        var calls = message.Parts.OfType<Part.ToolCall>().ToImmutableArray();
        if (text is null && !calls.IsEmpty)
        {
            json.WriteNull("content"u8);
        }
        else
        {
            json.WriteString("content"u8, text ?? "");
        }

        if (refusal is not null)
        {
            json.WriteString("refusal"u8, refusal);
        }

        WriteReasoning(json, message, place);
        WriteCalls(json, calls);
        ReportRest(message, place);
        Close(json, message, place);
        return null;
    }

    private void WriteReasoning(Utf8JsonWriter json, Message message, string place)
    {
        var thought = Joined(message.Parts.OfType<Part.Reasoning>().Select(part => part.Value ?? ""));
        if (string.IsNullOrEmpty(thought))
        {
            return;
        }

        if (TakesReasoning)
        {
            json.WriteString("reasoning_content"u8, thought);
        }
        else
        {
            losses.Dropped(message.Parts.OfType<Part.Reasoning>().First().Place ?? $"{place} (reasoning)", "the upstream takes no reasoning back");
        }
    }

    private void WriteCalls(Utf8JsonWriter json, ImmutableArray<Part.ToolCall> calls)
    {
        if (calls.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("tool_calls"u8);
        foreach (var call in calls)
        {
            var kind = call.Custom ? "custom" : "function";
            json.WriteStartObject();
            json.WriteString("id"u8, ShortId.Fit(call.Id, LongestCallId, "call_"));
            json.WriteString("type"u8, kind);
            json.WriteStartObject(kind);
            json.WriteString("name"u8, names.NameOf(call.Name, call.Namespace));
            if (call.Custom)
            {
                json.WritePropertyName("input"u8);
                json.WriteRawValue(call.Arguments.Utf8.Span, skipInputValidation: false);
            }
            else
            {
                json.WriteString("arguments"u8, call.Arguments.IsAbsent ? "{}"u8 : call.Arguments.Utf8.Span);
            }

            json.WriteEndObject();
            if (call.Signature is { } signature)
            {
                json.WriteStartObject("extra_content"u8);
                json.WriteStartObject("google"u8);
                json.WriteString("thought_signature"u8, signature);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private Fault? WriteResults(Utf8JsonWriter json, Message message, string place)
    {
        var pictures = ImmutableArray.CreateBuilder<Part>();
        foreach (var result in message.Parts.OfType<Part.ToolResult>())
        {
            json.WriteStartObject();
            json.WriteString("role"u8, "tool"u8);
            json.WriteString("tool_call_id"u8, ShortId.Fit(result.CallId, LongestCallId, "call_"));
            json.WriteString("content"u8, TextOf(result, pictures));
            Close(json, message, place);
        }

        if (pictures.Count == 0)
        {
            return null;
        }

        losses.Emulated(pictures[1].Place ?? place, "tool messages hold text only; the media of the results follow in a user message");
        json.WriteStartObject();
        json.WriteString("role"u8, "user"u8);
        if (OpenAIChatPartWriter.WriteContent(json, pictures.ToImmutable(), $"{place}.content", losses) is { } fault)
        {
            return fault;
        }

        json.WriteEndObject();
        return null;
    }

    private static string TextOf(Part.ToolResult result, ImmutableArray<Part>.Builder pictures)
    {
        var text = new StringBuilder(result.IsError ? "Error: " : "");
        foreach (var part in result.Content)
        {
            switch (part)
            {
                case Part.Text said:
                    text.Append(said.Value);
                    break;
                case Part.Media { PlainText: { } plain }:
                    text.Append(plain);
                    break;
                case Part.Media media:
                    text.Append(text.Length > 0 ? "\n" : "").Append(System.Globalization.CultureInfo.InvariantCulture, $"[{media.Kind} of call {result.CallId}: see the next message]");
                    pictures.Add(new Part.Text($"The {media.Kind} that the tool call {result.CallId} returned:"));
                    pictures.Add(media);
                    break;
                case Part.Opaque opaque:
                    text.Append(opaque.Json);
                    break;
            }
        }

        return text.ToString();
    }

    private void ReportRest(Message message, string place)
    {
        foreach (var part in message.Parts)
        {
            if (part is Part.Media or Part.WebSearch or Part.Opaque)
            {
                losses.Dropped(part.Place ?? place, "an assistant message of openai-chat can not hold it");
            }
        }
    }

    private void Close(Utf8JsonWriter json, Message message, string place)
    {
        ExtrasWriter.Write(json, message.Extras, Protocol.OpenAIChat);
        losses.Foreign(place, message.Extras, Protocol.OpenAIChat);
        json.WriteEndObject();
    }

    private static string? Joined(IEnumerable<string> texts) => string.Concat(texts) is { Length: > 0 } text ? text : null;
}
