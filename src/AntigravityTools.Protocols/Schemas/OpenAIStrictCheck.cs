using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Schemas;

/// <summary>
/// Tells whether OpenAI's strict mode takes a schema: every object closes itself with <c>additionalProperties: false</c> and requires
/// all of its properties (OpenAI, Structured outputs, 2026-11).
/// </summary>
public static class OpenAIStrictCheck
{
    /// <summary>True where the schema can be sent with <c>strict: true</c>; an absent one can not.</summary>
    public static bool IsSafe(RawJson schema)
    {
        try
        {
            var reader = new Utf8JsonReader(schema.Utf8.Span, JsonScan.Options);
            return reader.Read() && IsSafe(ref reader);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static bool IsSafe(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return true;
        }

        var (isSafe, isClosed, isObject) = (true, false, false);
        var properties = new HashSet<string>(StringComparer.Ordinal);
        var required = new HashSet<string>(StringComparer.Ordinal);
        while (JsonRead.NextMember(ref reader))
        {
            var name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case "additionalProperties":
                    isClosed = reader.TokenType == JsonTokenType.False;
                    reader.Skip();
                    break;
                case "type":
                    isObject |= reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("object"u8);
                    reader.Skip();
                    break;
                case "properties" or "$defs" or "definitions" when reader.TokenType == JsonTokenType.StartObject:
                    isSafe &= AreMembersSafe(ref reader, name == "properties" ? properties : []);
                    break;
                case "required" when reader.TokenType == JsonTokenType.StartArray:
                    ReadNames(ref reader, required);
                    break;
                case "items":
                    isSafe &= IsSafe(ref reader);
                    break;
                case "anyOf" when reader.TokenType == JsonTokenType.StartArray:
                    while (JsonRead.NextElement(ref reader))
                    {
                        isSafe &= IsSafe(ref reader);
                    }

                    break;
                case "oneOf" or "allOf" or "not" or "if" or "patternProperties" or "prefixItems":
                    isSafe = false;
                    reader.Skip();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return isSafe && (!(isObject || properties.Count > 0) || (isClosed && required.SetEquals(properties)));
    }

    private static bool AreMembersSafe(ref Utf8JsonReader reader, HashSet<string> names)
    {
        var isSafe = true;
        while (JsonRead.NextMember(ref reader))
        {
            names.Add(reader.GetString()!);
            reader.Read();
            isSafe &= IsSafe(ref reader);
        }

        return isSafe;
    }

    private static void ReadNames(ref Utf8JsonReader reader, HashSet<string> names)
    {
        while (JsonRead.NextElement(ref reader))
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                names.Add(reader.GetString()!);
            }

            reader.Skip();
        }
    }
}
