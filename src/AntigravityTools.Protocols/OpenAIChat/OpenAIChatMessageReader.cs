using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIChat;

/// <summary>Reads <c>messages</c>.</summary>
internal sealed class OpenAIChatMessageReader(ReadOnlyMemory<byte> body)
{
    private string? _legacyCall;
    private int _legacyCalls;

    internal ImmutableArray<Message> Read(ref Utf8JsonReader reader)
    {
        JsonRead.ExpectArray(ref reader, "messages");
        var messages = ImmutableArray.CreateBuilder<Message>();
        while (JsonRead.NextElement(ref reader))
        {
            messages.Add(ReadMessage(ref reader, $"messages[{messages.Count}]"));
        }

        return messages.ToImmutable();
    }

    private Message ReadMessage(ref Utf8JsonReader reader, string place)
    {
        JsonRead.ExpectObject(ref reader, place);
        var extras = new ExtrasBuilder(Protocol.OpenAIChat);
        string? role = null, callId = null, name = null, reasoning = null, refusal = null;
        var rawName = default(RawJson);
        ImmutableArray<Part> content = [];
        var calls = ImmutableArray.CreateBuilder<Part>();
        while (JsonRead.NextMember(ref reader))
        {
            var field = reader.GetString()!;
            var path = $"{place}.{field}";
            reader.Read();
            switch (field)
            {
                case "role":
                    role = JsonRead.Text(ref reader, path);
                    break;
                case "content":
                    content = OpenAIChatPartReader.ReadContent(ref reader, body, path);
                    break;
                case "name":
                    name = JsonRead.Text(ref reader, path);
                    rawName = JsonRead.Raw(ref reader, body);
                    break;
                case "tool_call_id":
                    callId = JsonRead.Text(ref reader, path);
                    break;
                case "tool_calls":
                    OpenAIChatToolReader.ReadCalls(ref reader, path, calls);
                    break;
                case "function_call":
                    ReadLegacyCall(ref reader, path, calls);
                    break;
                case "reasoning_content" or "reasoning" when reader.TokenType == JsonTokenType.String:
                    reasoning ??= JsonRead.Text(ref reader, path);
                    break;
                case "refusal":
                    refusal = JsonRead.Text(ref reader, path);
                    break;
                default:
                    extras.Add(field, ref reader, body);
                    break;
            }
        }

        var known = RoleOf(role, place);
        if (name is not null && known != Role.Tool)
        {
            // Who speaks, among several of one role: no other protocol has a place for it.
            extras.Add("name", rawName);
        }

        var kept = extras.Build();
        return known switch
        {
            Role.Tool => new Message { Role = Role.Tool, Parts = [new Part.ToolResult(CallIdOf(callId, name, role, place), content) { Name = name, Place = place }], Extras = kept, Place = place },
            Role.Assistant => new Message { Role = Role.Assistant, Parts = Assistant(reasoning, content, refusal, calls, place), Extras = kept, Place = place },
            var other => new Message { Role = other, Parts = content, Extras = kept, Place = place },
        };
    }

    private static ImmutableArray<Part> Assistant(string? reasoning, ImmutableArray<Part> content, string? refusal, ImmutableArray<Part>.Builder calls, string place)
    {
        var parts = ImmutableArray.CreateBuilder<Part>();
        if (!string.IsNullOrEmpty(reasoning))
        {
            parts.Add(new Part.Reasoning(reasoning, Signature: null) { Place = $"{place}.reasoning_content" });
        }

        parts.AddRange(content);
        if (!string.IsNullOrEmpty(refusal))
        {
            parts.Add(new Part.Refusal(refusal) { Place = $"{place}.refusal" });
        }

        parts.AddRange(calls);
        return parts.ToImmutable();
    }

    // Before tools there was one function call per turn, without an id.
    private void ReadLegacyCall(ref Utf8JsonReader reader, string path, ImmutableArray<Part>.Builder calls)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        var (name, arguments) = OpenAIChatToolReader.ReadFunctionCall(ref reader, path);
        _legacyCall = $"call_legacy_{_legacyCalls++}";
        calls.Add(new Part.ToolCall(_legacyCall, name, new RawJson(Encoding.UTF8.GetBytes(arguments))) { Place = path });
    }

    private string CallIdOf(string? id, string? name, string? role, string place) =>
        id ?? (role == "function" ? _legacyCall : null)
        ?? throw new FieldException($"{place}.tool_call_id", $"'{place}.tool_call_id' is missing: a message of role {(name is null ? $"'{role}'" : $"'{role}' ({name})")} answers a tool call.");

    private static Role RoleOf(string? role, string place) => role switch
    {
        "system" or "developer" => Role.System,
        "user" => Role.User,
        "assistant" => Role.Assistant,
        "tool" or "function" => Role.Tool,
        null => throw new FieldException($"{place}.role", $"'{place}.role' is missing."),
        _ => throw new FieldException($"{place}.role", $"'{place}.role' must be system, developer, user, assistant or tool; it is '{role}'."),
    };
}
