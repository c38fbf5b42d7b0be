using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Translation;

/// <summary>The objects that a provider keeps for one account (files, conversations, containers), as requests name them and answers tell of them.</summary>
public static class ServerObjects
{
    /// <summary>The ids that a request names, responses aside, as the answers that told of them do: <c>files/…</c> for Google's addresses of its own files.</summary>
    /// <param name="protocol">Its protocol.</param>
    /// <param name="head">What its scan told.</param>
    /// <param name="body">The body.</param>
    public static IReadOnlyList<string> NamedIn(Protocol protocol, RequestHead head, ReadOnlySpan<byte> body)
    {
        var ids = head.ServerObject is { Length: > 0 } one ? new List<string> { one } : null;
        if (protocol == Protocol.Gemini)
        {
            Add(body, "\"fileUri\""u8, OfAddress, ref ids);
            Add(body, "\"file_uri\""u8, OfAddress, ref ids);
            Add(body, "\"cachedContent\""u8, static id => id, ref ids);
            Add(body, "\"cached_content\""u8, static id => id, ref ids);
        }
        else
        {
            Add(body, "\"file_id\""u8, static id => id, ref ids);
            Add(body, "\"input_file_id\""u8, static id => id, ref ids);
            Add(body, "\"container\""u8, OfContainer, ref ids);
        }

        return ids ?? (IReadOnlyList<string>)[];
    }

    private static void Add(ReadOnlySpan<byte> body, ReadOnlySpan<byte> quotedName, Func<string, string?> idOf, ref List<string>? ids)
    {
        while (JsonScan.TryNext(ref body, quotedName, out var value))
        {
            if (value is [(byte)'"', ..] && JsonScan.Text(value) is { Length: > 0 } text && idOf(text) is { } id && ids?.Contains(id) != true)
            {
                (ids ??= []).Add(id);
            }
        }
    }

    // Other addresses are anybody's.
    private static string? OfAddress(string address) =>
        address.IndexOf("/files/", StringComparison.Ordinal) is >= 0 and var at ? address[(at + 1)..] : null;

    // Tools have arguments of that name, too.
    private static string? OfContainer(string id) =>
        id.StartsWith("cntr_", StringComparison.Ordinal) || id.StartsWith("container_", StringComparison.Ordinal) ? id : null;

    /// <summary>The container or conversation that an answer, or an event of one, tells of; null in nearly all.</summary>
    public static string? MadeIn(Protocol protocol, ReadOnlySpan<byte> json)
    {
        var name = protocol switch
        {
            Protocol.Anthropic => "\"container\""u8,
            Protocol.OpenAIResponses => "\"conversation\""u8,
            _ => [],
        };
        return !name.IsEmpty && JsonScan.TryNext(ref json, name, out var value) && value is [(byte)'{', ..]
            ? JsonScan.Text(Object(value), "id"u8)
            : null;
    }

    private static ReadOnlySpan<byte> Object(ReadOnlySpan<byte> json)
    {
        var reader = new System.Text.Json.Utf8JsonReader(json, isFinalBlock: false, new System.Text.Json.JsonReaderState(JsonScan.Options));
        try
        {
            return reader.Read() && reader.TrySkip() ? json[..(int)reader.BytesConsumed] : [];
        }
        catch (System.Text.Json.JsonException)
        {
            // A broken answer tells of nothing.
            return [];
        }
    }
}
