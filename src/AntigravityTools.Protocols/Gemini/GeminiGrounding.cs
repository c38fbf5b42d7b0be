using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>
/// Reads <c>groundingMetadata</c> and <c>citationMetadata</c>: where the text's claims come from. Google counts bytes of UTF-8 over the whole
/// text; every field is optional (protocols.md §3.12).
/// </summary>
internal static class GeminiGrounding
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = JsonScan.MaxDepth };

    /// <summary>The searches made, joined; null where none is named.</summary>
    internal static string? Queries(ReadOnlySpan<byte> grounding)
    {
        if (!JsonScan.TryFind(grounding, "webSearchQueries"u8, out var list) && !JsonScan.TryFind(grounding, "web_search_queries"u8, out list))
        {
            return null;
        }

        var queries = new List<string>();
        foreach (var element in JsonParts.Elements(list))
        {
            if (JsonScan.Text(element.In(list)) is { Length: > 0 } query)
            {
                queries.Add(query);
            }
        }

        return queries.Count == 0 ? null : string.Join('\n', queries);
    }

    /// <summary>The pages found, and the pieces of <paramref name="text"/> that rest on them.</summary>
    internal static (ImmutableArray<Citation> Sources, ImmutableArray<Citation> Supports) Read(byte[] grounding, GeminiTextMap text)
    {
        using var document = JsonDocument.Parse(grounding, Options);
        var sources = ImmutableArray.CreateBuilder<Citation>();
        foreach (var chunk in List(document.RootElement, "groundingChunks", "grounding_chunks"))
        {
            sources.Add(Source(chunk));
        }

        var supports = ImmutableArray.CreateBuilder<Citation>();
        foreach (var support in List(document.RootElement, "groundingSupports", "grounding_supports"))
        {
            var (start, end) = Get(support, "segment", "segment") is { } segment ? Place(segment, text) : default;
            foreach (var index in List(support, "groundingChunkIndices", "grounding_chunk_indices"))
            {
                if (index.TryGetInt32(out var number) && number >= 0 && number < sources.Count)
                {
                    supports.Add(sources[number] with { Start = start, End = end });
                }
            }
        }

        return (sources.ToImmutable(), supports.ToImmutable());
    }

    /// <summary>The sources of <c>citationMetadata</c>, as pieces of <paramref name="text"/>.</summary>
    internal static ImmutableArray<Citation> ReadCitations(byte[] metadata, GeminiTextMap text)
    {
        using var document = JsonDocument.Parse(metadata, Options);
        var citations = ImmutableArray.CreateBuilder<Citation>();
        foreach (var source in List(document.RootElement, "citationSources", "citations"))
        {
            var (start, end) = Place(source, text);
            citations.Add(new Citation { Url = Text(source, "uri"), Title = Text(source, "title"), Start = start, End = end });
        }

        return citations.ToImmutable();
    }

    private static (int? Start, int? End) Place(JsonElement segment, GeminiTextMap text)
    {
        var end = Number(segment, "endIndex", "end_index");
        return end is null ? default : text.Find(Number(segment, "startIndex", "start_index") ?? 0, end.Value, Text(segment, "text"));
    }

    private static Citation Source(JsonElement chunk)
    {
        var page = Get(chunk, "web", "retrievedContext") ?? Get(chunk, "retrieved_context", "maps");
        return page is { } found ? new Citation { Url = Text(found, "uri"), Title = Text(found, "title") } : new Citation();
    }

    private static JsonElement.ArrayEnumerator List(JsonElement parent, string name, string other) =>
        Get(parent, name, other) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : default;

    private static JsonElement? Get(JsonElement parent, string name, string other) =>
        parent.ValueKind != JsonValueKind.Object ? null
        : parent.TryGetProperty(name, out var value) || parent.TryGetProperty(other, out value) ? value : null;

    private static string? Text(JsonElement parent, string name) =>
        Get(parent, name, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static int? Number(JsonElement parent, string name, string other) =>
        Get(parent, name, other) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : null;
}
