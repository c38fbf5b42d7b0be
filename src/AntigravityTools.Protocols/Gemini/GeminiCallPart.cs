using System.Text.Json;
using AntigravityTools.Protocols.Framing;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>What one <c>functionCall</c> says: a whole call, or a piece of one (<c>partialArgs</c>, <c>willContinue</c>).</summary>
internal ref struct GeminiCallPart
{
    internal string? Id { get; private set; }

    internal string? Name { get; private set; }

    /// <summary>The raw arguments; empty where there are none.</summary>
    internal ReadOnlySpan<byte> Arguments { get; private set; }

    internal bool WillContinue { get; private set; }

    internal bool HasPieces { get; private set; }

    /// <summary>A reader that stands on the list of pieces.</summary>
    internal Utf8JsonReader Pieces { get; private set; }

    /// <summary>Reads the object that the reader stands on.</summary>
    /// <param name="reader">A reader of <paramref name="data"/>.</param>
    /// <param name="data">The frame.</param>
    internal static GeminiCallPart Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> data)
    {
        var call = default(GeminiCallPart);
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return call;
        }

        while (JsonRead.NextMember(ref reader))
        {
            var name = CamelCase.Of(reader.GetString()!);
            reader.Read();
            switch (name)
            {
                case "id":
                    call.Id = JsonRead.Text(ref reader, name);
                    break;
                case "name":
                    call.Name = JsonRead.Text(ref reader, name);
                    break;
                case "args" when reader.TokenType == JsonTokenType.StartObject:
                    var start = (int)reader.TokenStartIndex;
                    reader.Skip();
                    call.Arguments = data[start..(int)reader.BytesConsumed];
                    break;
                case "partialArgs" when reader.TokenType == JsonTokenType.StartArray:
                    call.Pieces = reader;
                    call.HasPieces = true;
                    reader.Skip();
                    break;
                case "willContinue":
                    call.WillContinue = JsonRead.Boolean(ref reader, name) ?? false;
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return call;
    }
}
