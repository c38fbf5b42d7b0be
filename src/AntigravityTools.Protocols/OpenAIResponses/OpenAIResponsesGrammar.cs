using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>The input format of a custom tool: flat here, nested under <c>grammar</c> in Chat.</summary>
internal static class OpenAIResponsesGrammar
{
    internal static void Write(RawJson format, Utf8JsonWriter writer)
    {
        if (!JsonScan.TryFind(format.Utf8.Span, "grammar"u8, out var grammar) || grammar[0] != (byte)'{')
        {
            writer.WriteRawValue(format.Utf8.Span);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("type"u8, "grammar"u8);
        foreach (var member in JsonParts.Members(grammar))
        {
            writer.WritePropertyName(member.Name);
            writer.WriteRawValue(grammar[member.Value..member.End]);
        }

        writer.WriteEndObject();
    }
}
