using System.Text.Json;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>Writes citations of web pages as <c>url_citation</c>; a source without an address has no place here.</summary>
internal static class OpenAIResponsesAnnotations
{
    /// <summary>Writes the list, empty included: clients demand it.</summary>
    internal static void Write(Utf8JsonWriter writer, IReadOnlyCollection<Citation> citations, int textLength)
    {
        writer.WriteStartArray("annotations"u8);
        foreach (var citation in citations)
        {
            if (citation.Url is not null)
            {
                WriteOne(writer, citation, textLength);
            }
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes one citation; where its place is not known, it stands for the whole text so far.</summary>
    internal static void WriteOne(Utf8JsonWriter writer, Citation citation, int textLength)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "url_citation"u8);
        writer.WriteNumber("start_index"u8, citation.Start ?? 0);
        writer.WriteNumber("end_index"u8, citation.End ?? textLength);
        writer.WriteString("url"u8, citation.Url);
        writer.WriteString("title"u8, citation.Title ?? "");
        writer.WriteEndObject();
    }
}
