using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Translation;

/// <summary>The objects that a provider keeps for one account (files, conversations, containers), as requests name them and answers tell of them.</summary>
public static class ServerObjects
{
    /// <summary>The ids that a request names, responses aside.</summary>
    /// <param name="protocol">Its protocol.</param>
    /// <param name="head">What its scan told.</param>
    /// <param name="body">The body.</param>
    public static IReadOnlyList<string> NamedIn(Protocol protocol, RequestHead head, ReadOnlySpan<byte> body)
    {
        var rest = body;
        var ids = head.ServerObject is { Length: > 0 } one ? new List<string> { one } : null;
        while (JsonScan.TryNext(ref rest, protocol == Protocol.Gemini ? "\"fileUri\""u8 : "\"file_id\""u8, out var value))
        {
            if (value is [(byte)'"', ..] && JsonScan.Text(value) is { Length: > 0 } id && IsKept(protocol, id))
            {
                (ids ??= []).Add(id);
            }
        }

        return ids ?? (IReadOnlyList<string>)[];
    }

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

    // Google's addresses of its own Files API; other addresses are anybody's.
    private static bool IsKept(Protocol protocol, string id) => protocol != Protocol.Gemini || id.Contains("/files/", StringComparison.Ordinal);

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
