using System.Text.Json;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>Writes a <c>web_search_call</c> item.</summary>
internal static class OpenAIResponsesSearchWriter
{
    internal static void Write(Utf8JsonWriter writer, string id, ReadOnlySpan<byte> status, string? query, IReadOnlyCollection<Citation> results)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, id);
        writer.WriteString("type"u8, "web_search_call"u8);
        writer.WriteString("status"u8, status);
        writer.WriteStartObject("action"u8);
        writer.WriteString("type"u8, "search"u8);
        writer.WriteString("query"u8, query ?? "");
        if (results.Count > 0)
        {
            writer.WriteStartArray("sources"u8);
            foreach (var page in results)
            {
                if (page.Url is { } url)
                {
                    writer.WriteStartObject();
                    writer.WriteString("type"u8, "url"u8);
                    writer.WriteString("url"u8, url);
                    writer.WriteEndObject();
                }
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
