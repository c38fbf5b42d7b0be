using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Server.Paths;

/// <summary>
/// Collections of objects that live at a provider: files, batches and their like. Their calls pass to the account that owns the object,
/// where it speaks the caller's protocol; nothing about them is translated.
/// </summary>
internal static class RelayPaths
{
    private const string Methods = "GET, POST, DELETE, PATCH";

    // Null: OpenAI and Anthropic share the path, and the caller's headers tell.
    private static readonly (string Collection, Protocol? Protocol)[] Collections =
    [
        ("files", null), ("skills", null), ("messages/batches", Protocol.Anthropic), ("uploads", Protocol.OpenAIChat), ("batches", Protocol.OpenAIChat),
        ("vector_stores", Protocol.OpenAIChat), ("containers", Protocol.OpenAIChat), ("videos", Protocol.OpenAIChat), ("audio/voices", Protocol.OpenAIChat),
        ("chat/completions", Protocol.OpenAIChat),
    ];

    private static readonly string[] GoogleCollections = ["files", "cachedContents", "batches", "fileSearchStores", "upload/v1beta/files"];

    /// <summary>The collection that a path names, or an object in it; null where it names none.</summary>
    public static PathMatch? Match(ReadOnlySpan<char> rest, Seen seen)
    {
        if (seen.IsGemini || rest.StartsWith("upload/"))
        {
            foreach (var collection in GoogleCollections)
            {
                if (Behind(rest, collection) is { } id)
                {
                    return ToMatch(rest, Protocol.Gemini, id.Length == 0 ? null : $"{collection}/{id}");
                }
            }

            return null;
        }

        foreach (var (collection, protocol) in Collections)
        {
            // A bare chat/completions is the endpoint itself.
            if (Behind(rest, collection) is { } id && !(collection == "chat/completions" && id.Length == 0))
            {
                return ToMatch(rest, protocol, id.Length == 0 ? null : id);
            }
        }

        return null;
    }

    private static PathMatch? ToMatch(ReadOnlySpan<char> rest, Protocol? protocol, string? id)
    {
        var path = new System.Text.StringBuilder(rest.Length + 8);
        foreach (var range in rest.Split('/'))
        {
            var segment = rest[range];
            if (segment.IsEmpty || segment is "." or "..")
            {
                return null;
            }

            path.Append('/').Append(Uri.EscapeDataString(segment.ToString()).Replace("%3A", ":", StringComparison.Ordinal));
        }

        return new PathMatch
        {
            Kind = PathKind.Endpoint, Protocol = protocol, Operation = Operation.Relay, Allow = Methods, ResourceId = id, RelayPath = path.ToString(), TakesAnyBody = true,
        };
    }

    // The id behind a collection, empty for the collection itself; null where the path is another.
    private static string? Behind(ReadOnlySpan<char> rest, string collection)
    {
        if (!rest.StartsWith(collection))
        {
            return null;
        }

        var tail = rest[collection.Length..];
        if (tail.IsEmpty)
        {
            return "";
        }

        if (tail[0] != '/')
        {
            return null;
        }

        tail = tail[1..];
        var end = tail.IndexOfAny('/', ':');
        return (end < 0 ? tail : tail[..end]).ToString();
    }
}
