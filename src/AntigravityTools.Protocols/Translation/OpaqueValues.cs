using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Translation;

/// <summary>
/// Finds opaque reasoning state in JSON text by the names of its fields, without a parse, so that looking costs a passing stream next to
/// nothing. Text that quotes such JSON is never taken for it, since its quotes are escaped.
/// </summary>
public static class OpaqueValues
{
    /// <summary>Where the values stand, without their quotes; none in all but a few frames.</summary>
    /// <param name="protocol">The text's protocol.</param>
    /// <param name="json">A request, an answer, or one event of it.</param>
    public static IReadOnlyList<Range> Find(Protocol protocol, ReadOnlySpan<byte> json)
    {
        List<Range>? found = null;
        if (protocol == Protocol.OpenAIResponses)
        {
            Add(json, "\"encrypted_content\""u8, ref found);
            AddReasoningIds(json, ref found);
            return found ?? (IReadOnlyList<Range>)[];
        }

        if (json.IndexOf("ignature\""u8) >= 0)
        {
            Add(json, "\"signature\""u8, ref found);
            Add(json, "\"thoughtSignature\""u8, ref found);
            Add(json, "\"thought_signature\""u8, ref found);
        }

        if ((protocol == Protocol.Anthropic && json.IndexOf("redacted_thinking"u8) >= 0)
            || (protocol == Protocol.OpenAIChat && json.IndexOf("reasoning.encrypted"u8) >= 0))
        {
            Add(json, "\"data\""u8, ref found);
        }

        return found ?? (IReadOnlyList<Range>)[];
    }

    private static void Add(ReadOnlySpan<byte> json, ReadOnlySpan<byte> quotedName, ref List<Range>? found)
    {
        var rest = json;
        while (JsonScan.TryNext(ref rest, quotedName, out var value))
        {
            if (value is [(byte)'"', ..] && End(value[1..]) is > 0 and var length)
            {
                var start = json.Length - value.Length + 1;
                (found ??= []).Add(start..(start + length));
            }
        }
    }

    // A stored reasoning item is known by its id alone; the deltas that repeat it say nothing new.
    private static void AddReasoningIds(ReadOnlySpan<byte> json, ref List<Range>? found)
    {
        var at = 0;
        while (json[at..].IndexOf("\"rs_"u8) is >= 0 and var next && (at > 0 || json.IndexOf(".delta\""u8) < 0))
        {
            var start = at + next + 1;
            if (End(json[start..]) is not (> 0 and var length))
            {
                return;
            }

            (found ??= []).Add(start..(start + length));
            at = start + length;
        }
    }

    // The length of a string's text up to its closing quote; -1 where it is cut.
    private static int End(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (text[at..].IndexOfAny((byte)'"', (byte)'\\') is >= 0 and var next)
        {
            at += next;
            if (text[at] == (byte)'"')
            {
                return at;
            }

            at = Math.Min(at + 2, text.Length);
        }

        return -1;
    }
}
