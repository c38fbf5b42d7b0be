using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Anthropic;

/// <summary>Citations of a text and results of a web search: both are lists of sources.</summary>
internal static class AnthropicCitations
{
    internal static ImmutableArray<Citation> ReadList(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return [];
        }

        var sources = ImmutableArray.CreateBuilder<Citation>();
        while (JsonRead.NextElement(ref reader))
        {
            if (Read(ref reader) is { } source)
            {
                sources.Add(source);
            }
        }

        return sources.ToImmutable();
    }

    internal static Citation? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        string? url = null, title = null, cited = null;
        while (JsonRead.NextMember(ref reader))
        {
            var name = reader.GetString();
            reader.Read();
            var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            reader.Skip();
            switch (name)
            {
                case "url":
                    url = text;
                    break;
                case "title" or "document_title":
                    title = text;
                    break;
                case "cited_text":
                    cited = text;
                    break;
            }
        }

        return url is null && cited is null ? null : new Citation { Url = url, Title = title, CitedText = cited };
    }

    /// <summary>A citation as a text block carries it. What only Anthropic can make (the encrypted index) stays empty.</summary>
    internal static void WriteLocation(Utf8JsonWriter json, Citation citation)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "web_search_result_location"u8);
        json.WriteString("url"u8, citation.Url ?? "");
        json.WriteString("title"u8, citation.Title ?? citation.Url ?? "");
        json.WriteString("cited_text"u8, citation.CitedText ?? "");
        json.WriteString("encrypted_index"u8, ""u8);
        json.WriteEndObject();
    }

    /// <summary>The results of a search.</summary>
    internal static void WriteResults(Utf8JsonWriter json, ImmutableArray<Citation> results)
    {
        json.WriteStartArray("content"u8);
        foreach (var result in results)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "web_search_result"u8);
            json.WriteString("url"u8, result.Url ?? "");
            json.WriteString("title"u8, result.Title ?? result.Url ?? "");
            json.WriteString("encrypted_content"u8, ""u8);
            json.WriteNull("page_age"u8);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
