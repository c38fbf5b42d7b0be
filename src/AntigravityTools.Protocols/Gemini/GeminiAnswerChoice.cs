using System.Text.Json;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>One candidate on its way to a client: its text, its sources, and how it ended.</summary>
internal sealed class GeminiAnswerChoice(int index)
{
    private readonly List<string> _queries = [];
    private readonly List<Citation> _sources = [];
    private readonly List<(int Block, Citation Citation)> _supports = [];

    internal int Index => index;

    internal GeminiTextMap Text { get; } = new();

    internal bool Refused { get; set; }

    internal StreamEvent.Finished? End { get; set; }

    /// <summary>Token objects of its text, list by list.</summary>
    internal List<RawJson> Logprobs { get; } = [];

    internal void Search(string query)
    {
        if (query.Length > 0)
        {
            _queries.Add(query);
        }
    }

    /// <summary>A page that was found, or one that a block's text rests on.</summary>
    internal void Cite(GeminiAnswerBlock block, Citation citation)
    {
        if (!_sources.Exists(known => known.Url == citation.Url && known.Title == citation.Title))
        {
            _sources.Add(citation);
        }

        if (block.Kind == BlockKind.Text)
        {
            _supports.Add((block.Number, citation));
        }
    }

    /// <summary>Writes <c>groundingMetadata</c>: segments count bytes of UTF-8 over the whole text. A source without a place supports its whole block.</summary>
    internal void WriteGrounding(Utf8JsonWriter json)
    {
        if (_sources.Count == 0 && _queries.Count == 0)
        {
            return;
        }

        json.WriteStartObject("groundingMetadata"u8);
        if (_queries.Count > 0)
        {
            json.WriteStartArray("webSearchQueries"u8);
            _queries.ForEach(json.WriteStringValue);
            json.WriteEndArray();
        }

        json.WriteStartArray("groundingChunks"u8);
        foreach (var source in _sources)
        {
            json.WriteStartObject();
            json.WriteStartObject("web"u8);
            json.WriteString("uri"u8, source.Url ?? "");
            json.WriteString("title"u8, source.Title ?? "");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (_supports.Count > 0)
        {
            json.WriteStartArray("groundingSupports"u8);
            _supports.ForEach(support => WriteSupport(json, support.Block, support.Citation));
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private void WriteSupport(Utf8JsonWriter json, int block, Citation citation)
    {
        var text = Text.TextOf(block);
        var start = Math.Clamp(citation.Start ?? 0, 0, text.Length);
        var end = Math.Clamp(citation.End ?? text.Length, start, text.Length);
        json.WriteStartObject();
        json.WriteStartObject("segment"u8);
        json.WriteNumber("startIndex"u8, Text.BytesBefore(block, start));
        json.WriteNumber("endIndex"u8, Text.BytesBefore(block, end));
        json.WriteString("text"u8, text.AsSpan(start, end - start));
        json.WriteEndObject();
        json.WriteStartArray("groundingChunkIndices"u8);
        json.WriteNumberValue(_sources.FindIndex(known => known.Url == citation.Url && known.Title == citation.Title));
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
