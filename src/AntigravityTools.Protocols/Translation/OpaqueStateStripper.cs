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
    /// <param name="foreign">Which values go; null takes out all, whoever made them.</param>
    public static IReadOnlyList<Loss> Strip(Protocol protocol, ReadOnlySpan<byte> body, IBufferWriter<byte> output, OpaqueFilter? foreign = null)
    {
        var edits = new List<JsonEdit>();
        var losses = new List<Loss>();
        try
        {
            Find(protocol, body, foreign, edits, losses);
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

    private static void Find(Protocol protocol, ReadOnlySpan<byte> body, OpaqueFilter? foreign, List<JsonEdit> edits, List<Loss> losses)
    {
        foreach (var member in JsonParts.Members(body))
        {
            switch (protocol, member.Name)
            {
                case (Protocol.Anthropic, "messages"):
                    InAnthropic(body, member, foreign, edits, losses);
                    break;
                case (Protocol.OpenAIResponses, "input"):
                    InResponses(body, member, foreign, edits, losses);
                    break;
                case (Protocol.OpenAIChat, "messages"):
                    InChat(body, member, foreign, edits, losses);
                    break;
                case (Protocol.Gemini, "contents"):
                    InGemini(body, member, foreign, edits, losses);
                    break;
                default:
                    break;
            }
        }
    }

    private static void InAnthropic(ReadOnlySpan<byte> body, JsonPart messages, OpaqueFilter? foreign, List<JsonEdit> edits, List<Loss> losses)
    {
        var list = JsonParts.Elements(messages.In(body));
        var emptied = new HashSet<int>();
        var lastTurnLacksThinking = false;
        for (var i = 0; i < list.Count; i++)
        {
            var message = list[i].In(messages.In(body));
            if (JsonScan.Text(message, "role"u8) != "assistant" || Member(message, "content") is not { } content)
            {
                continue;
            }

            var text = content.In(message);
            var blocks = JsonParts.Elements(text);
            var types = new string[blocks.Count];
            var lost = new bool[blocks.Count];
            for (var b = 0; b < blocks.Count; b++)
            {
                var block = blocks[b].In(text);
                types[b] = JsonScan.Text(block, "type"u8) ?? "";
                lost[b] = types[b] is "thinking" or "redacted_thinking" && IsForeign(block, "signature"u8, "data"u8, foreign);
                if (lost[b])
                {
                    losses.Add(Lost($"messages[{i}].content[{b}]", types[b]));
                }
            }

            lastTurnLacksThinking = lost.Contains(true) && types.Contains("tool_use");
            if (blocks.Count > 0 && !lost.Contains(false))
            {
                emptied.Add(i);
                continue;
            }

            JsonParts.Cut(blocks, b => lost[b], messages.Value + list[i].Value + content.Value, edits);
        }

        JsonParts.Cut(list, emptied.Contains, messages.Value, edits);

        // With a thinking budget, the last turn that called tools must start with its thinking, which is gone.
        if (lastTurnLacksThinking && Member(body, "thinking") is { } thinking && JsonScan.Text(thinking.In(body), "type"u8) == "enabled")
        {
            edits.Add(new JsonEdit(thinking.Value, thinking.End - thinking.Value, Disabled));
            losses.Add(new Loss("thinking", "dropped", "Thinking is off for this request: the turn that called tools lost its signed thinking."));
        }
    }

    private static void InResponses(ReadOnlySpan<byte> body, JsonPart input, OpaqueFilter? foreign, List<JsonEdit> edits, List<Loss> losses)
    {
        var list = JsonParts.Elements(input.In(body));
        var reasoning = new HashSet<int>();
        var orphans = foreign is null;
        for (var i = 0; i < list.Count; i++)
        {
            var item = list[i].In(input.In(body));
            var type = JsonScan.Text(item, "type"u8);
            if (IsReasoning(item, type))
            {
                // The ids of what the reasoning led to mean as little to the new account.
                orphans = IsForeign(item, "encrypted_content"u8, "id"u8, foreign);
                if (orphans)
                {
                    reasoning.Add(i);
                    losses.Add(Lost($"input[{i}]", type!));
                }
            }
            else if (foreign is not null && (JsonScan.Text(item, "role"u8) is not (null or "assistant") || type?.EndsWith("_output", StringComparison.Ordinal) == true))
            {
                orphans = false;
            }
            else if (orphans && type != "item_reference" && CutMembers(item, input.Value + list[i].Value, ["id"], edits) > 0)
            {
                losses.Add(Lost($"input[{i}].id", "id"));
            }
        }

        JsonParts.Cut(list, reasoning.Contains, input.Value, edits);
    }

    private static bool IsReasoning(ReadOnlySpan<byte> item, string? type) => type is "reasoning" or "compaction"
        || (type == "item_reference" && JsonScan.Text(item, "id"u8)?.StartsWith("rs_", StringComparison.Ordinal) == true);

    // True where one of the two fields holds what another account made.
    private static bool IsForeign(ReadOnlySpan<byte> json, ReadOnlySpan<byte> field, ReadOnlySpan<byte> orField, OpaqueFilter? foreign) => foreign is null
        || (JsonScan.TryFind(json, field, out var value) && IsForeign(value, foreign))
        || (JsonScan.TryFind(json, orField, out value) && IsForeign(value, foreign));

    private static bool IsForeign(ReadOnlySpan<byte> value, OpaqueFilter foreign) => value is [(byte)'"', _, .., (byte)'"'] && foreign(value[1..^1]);

    private static bool HoldsForeign(ReadOnlySpan<byte> json, OpaqueFilter? foreign)
    {
        if (foreign is null)
        {
            return true;
        }

        foreach (var range in OpaqueValues.Find(Protocol.OpenAIChat, json))
        {
            if (foreign(json[range]))
            {
                return true;
            }
        }

        return false;
    }

    private static void InChat(ReadOnlySpan<byte> body, JsonPart messages, OpaqueFilter? foreign, List<JsonEdit> edits, List<Loss> losses)
    {
        var list = JsonParts.Elements(messages.In(body));
        for (var i = 0; i < list.Count; i++)
        {
            var message = list[i].In(messages.In(body));
            var offset = messages.Value + list[i].Value;
            if (CutMembers(message, offset, ["reasoning_details", "extra_content"], edits, foreign) > 0)
            {
                losses.Add(Lost($"messages[{i}]", "reasoning details"));
            }

            if (Member(message, "tool_calls") is { } calls)
            {
                foreach (var call in JsonParts.Elements(calls.In(message)))
                {
                    if (CutMembers(call.In(calls.In(message)), offset + calls.Value + call.Value, ["extra_content"], edits, foreign) > 0)
                    {
                        losses.Add(Lost($"messages[{i}].tool_calls", "thought signature"));
                    }
                }
            }
        }
    }

    private static void InGemini(ReadOnlySpan<byte> body, JsonPart contents, OpaqueFilter? foreign, List<JsonEdit> edits, List<Loss> losses)
    {
        var list = JsonParts.Elements(contents.In(body));
        for (var i = 0; i < list.Count; i++)
        {
            var content = list[i].In(contents.In(body));
            if (Member(content, "parts") is not { } parts)
            {
                continue;
            }

            var calls = false;
            foreach (var part in JsonParts.Elements(parts.In(content)))
            {
                var text = part.In(parts.In(content));
                var offset = contents.Value + list[i].Value + parts.Value + part.Value;
                var isCall = Member(text, "functionCall") is not null || Member(text, "function_call") is not null;
                if ((Member(text, "thoughtSignature") ?? Member(text, "thought_signature")) is not { } signature)
                {
                    // A first call that never had a signature is refused like one with a wrong one.
                    if (isCall && foreign is null && !calls)
                    {
                        edits.Add(new JsonEdit(offset + text.LastIndexOf((byte)'}'), 0, (byte[])[.. ",\"thoughtSignature\":"u8, .. LostSignature]));
                        losses.Add(new Loss($"contents[{i}].parts", "emulated", "The call has no thought signature; Google's word for a lost one stands in."));
                    }

                    calls |= isCall;
                    continue;
                }

                calls |= isCall;
                if (foreign is not null && !IsForeign(signature.In(text), foreign))
                {
                    continue;
                }

                losses.Add(Lost($"contents[{i}].parts", "thought signature"));
                if (isCall)
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

    private static int CutMembers(ReadOnlySpan<byte> json, int offset, string[] names, List<JsonEdit> edits, OpaqueFilter? foreign = null)
    {
        var members = JsonParts.Members(json);
        var hits = new HashSet<int>();
        for (var i = 0; i < members.Count; i++)
        {
            if (names.Contains(members[i].Name) && HoldsForeign(members[i].In(json), foreign))
            {
                hits.Add(i);
            }
        }

        if (hits.Count > 0)
        {
            JsonParts.Cut(members, hits.Contains, offset, edits);
        }

        return hits.Count;
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

    private static Loss Lost(string field, string what) =>
        new(field, "dropped", $"The account could not verify this {what.Replace('_', ' ')}; it was made elsewhere.");
}
