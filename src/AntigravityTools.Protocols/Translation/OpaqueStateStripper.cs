using System.Buffers;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Translation;

/// <summary>
/// Takes out of a request what only the provider that made it can verify: signed and redacted thinking, encrypted reasoning and the ids
/// that hang on it, thought signatures. Every other byte stays as it is.
/// </summary>
public static class OpaqueStateStripper
{
    /// <summary>Google's own word for "the signature was lost" (Gemini API, thought signatures, 2026-11).</summary>
    private static readonly byte[] LostSignature = "\"skip_thought_signature_validator\""u8.ToArray();

    private static readonly byte[] Disabled = "{\"type\":\"disabled\"}"u8.ToArray();

    /// <summary>Writes the body without its opaque state; returns what was lost, empty where it had none and nothing was written.</summary>
    /// <param name="protocol">The body's protocol.</param>
    /// <param name="body">Valid JSON with an object at the top; anything else loses nothing.</param>
    /// <param name="output">Takes the new body.</param>
    public static IReadOnlyList<Loss> Strip(Protocol protocol, ReadOnlySpan<byte> body, IBufferWriter<byte> output)
    {
        var edits = new List<JsonEdit>();
        var losses = new List<Loss>();
        try
        {
            Find(protocol, body, edits, losses);
        }
        catch (JsonException)
        {
            // A form or broken text carries no state that could be found.
            return [];
        }

        if (losses.Count > 0)
        {
            JsonSplice.Apply(body, edits, output);
        }

        return losses;
    }

    private static void Find(Protocol protocol, ReadOnlySpan<byte> body, List<JsonEdit> edits, List<Loss> losses)
    {
        foreach (var member in JsonParts.Members(body))
        {
            switch (protocol, member.Name)
            {
                case (Protocol.Anthropic, "messages"):
                    InAnthropic(body, member, edits, losses);
                    break;
                case (Protocol.OpenAIResponses, "input"):
                    InResponses(body, member, edits, losses);
                    break;
                case (Protocol.OpenAIChat, "messages"):
                    InChat(body, member, edits, losses);
                    break;
                case (Protocol.Gemini, "contents"):
                    InGemini(body, member, edits, losses);
                    break;
                default:
                    break;
            }
        }
    }

    private static void InAnthropic(ReadOnlySpan<byte> body, JsonPart messages, List<JsonEdit> edits, List<Loss> losses)
    {
        var list = JsonParts.Elements(messages.In(body));
        var emptied = new HashSet<int>();
        var lacksThinking = false;
        for (var i = 0; i < list.Count; i++)
        {
            var message = list[i].In(messages.In(body));
            if (Member(message, "content") is not { } content)
            {
                continue;
            }

            var blocks = JsonParts.Elements(content.In(message));
            var types = blocks.ConvertAll(block => "");
            for (var b = 0; b < blocks.Count; b++)
            {
                types[b] = JsonScan.Text(blocks[b].In(content.In(message)), "type"u8) ?? "";
                if (IsThinking(types[b]))
                {
                    losses.Add(Lost($"messages[{i}].content[{b}]", types[b]));
                }
            }

            if (!types.Exists(IsThinking))
            {
                continue;
            }

            lacksThinking |= types.Contains("tool_use");
            if (types.TrueForAll(IsThinking))
            {
                emptied.Add(i);
                continue;
            }

            JsonParts.Cut(blocks, b => IsThinking(types[b]), messages.Value + list[i].Value + content.Value, edits);
        }

        JsonParts.Cut(list, emptied.Contains, messages.Value, edits);

        // With thinking on, a turn that called tools must start with its thinking block, which is gone.
        if (lacksThinking && Member(body, "thinking") is { } thinking)
        {
            edits.Add(new JsonEdit(thinking.Value, thinking.End - thinking.Value, Disabled));
            losses.Add(new Loss("thinking", "dropped", "Thinking is off for this request: the turn that called tools lost its signed thinking."));
        }
    }

    private static void InResponses(ReadOnlySpan<byte> body, JsonPart input, List<JsonEdit> edits, List<Loss> losses)
    {
        var list = JsonParts.Elements(input.In(body));
        var reasoning = new HashSet<int>();
        for (var i = 0; i < list.Count; i++)
        {
            var item = list[i].In(input.In(body));
            var type = JsonScan.Text(item, "type"u8);
            if (type == "reasoning" || (type == "item_reference" && JsonScan.Text(item, "id"u8)?.StartsWith("rs_", StringComparison.Ordinal) == true))
            {
                reasoning.Add(i);
                losses.Add(Lost($"input[{i}]", type));
            }
            else if (type != "item_reference" && CutMembers(item, input.Value + list[i].Value, ["id"], edits) > 0)
            {
                losses.Add(Lost($"input[{i}].id", "id"));
            }
        }

        JsonParts.Cut(list, reasoning.Contains, input.Value, edits);
    }

    private static void InChat(ReadOnlySpan<byte> body, JsonPart messages, List<JsonEdit> edits, List<Loss> losses)
    {
        var list = JsonParts.Elements(messages.In(body));
        for (var i = 0; i < list.Count; i++)
        {
            var message = list[i].In(messages.In(body));
            var offset = messages.Value + list[i].Value;
            if (CutMembers(message, offset, ["reasoning_details", "extra_content"], edits) > 0)
            {
                losses.Add(Lost($"messages[{i}]", "reasoning details"));
            }

            if (Member(message, "tool_calls") is { } calls)
            {
                foreach (var call in JsonParts.Elements(calls.In(message)))
                {
                    if (CutMembers(call.In(calls.In(message)), offset + calls.Value + call.Value, ["extra_content"], edits) > 0)
                    {
                        losses.Add(Lost($"messages[{i}].tool_calls", "thought signature"));
                    }
                }
            }
        }
    }

    private static void InGemini(ReadOnlySpan<byte> body, JsonPart contents, List<JsonEdit> edits, List<Loss> losses)
    {
        var list = JsonParts.Elements(contents.In(body));
        for (var i = 0; i < list.Count; i++)
        {
            var content = list[i].In(contents.In(body));
            if (Member(content, "parts") is not { } parts)
            {
                continue;
            }

            foreach (var part in JsonParts.Elements(parts.In(content)))
            {
                var text = part.In(parts.In(content));
                var offset = contents.Value + list[i].Value + parts.Value + part.Value;
                if ((Member(text, "thoughtSignature") ?? Member(text, "thought_signature")) is not { } signature)
                {
                    continue;
                }

                losses.Add(Lost($"contents[{i}].parts", "thought signature"));
                if (Member(text, "functionCall") is not null || Member(text, "function_call") is not null)
                {
                    edits.Add(new JsonEdit(offset + signature.Value, signature.End - signature.Value, LostSignature));
                }
                else
                {
                    CutMembers(text, offset, ["thoughtSignature", "thought_signature"], edits);
                }
            }
        }
    }

    private static int CutMembers(ReadOnlySpan<byte> json, int offset, string[] names, List<JsonEdit> edits)
    {
        var members = JsonParts.Members(json);
        var hits = members.Count(member => names.Contains(member.Name));
        if (hits > 0)
        {
            JsonParts.Cut(members, i => names.Contains(members[i].Name), offset, edits);
        }

        return hits;
    }

    private static JsonPart? Member(ReadOnlySpan<byte> json, string name)
    {
        foreach (var member in JsonParts.Members(json))
        {
            if (member.Name == name)
            {
                return member;
            }
        }

        return null;
    }

    private static bool IsThinking(string type) => type is "thinking" or "redacted_thinking";

    private static Loss Lost(string field, string what) =>
        new(field, "dropped", $"The account could not verify this {what.Replace('_', ' ')}; it was made elsewhere.");
}
