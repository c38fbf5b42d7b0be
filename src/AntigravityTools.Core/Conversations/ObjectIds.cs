using System.Text.Json;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Conversations;

/// <summary>The name of an object that a provider has made and keeps, off the answer that tells of it.</summary>
public static class ObjectIds
{
    /// <summary>The name of the object that an answer describes: <c>id</c>, or Google's <c>name</c> (<c>files/…</c>); null where it is none.</summary>
    public static string? Of(Protocol protocol, ReadOnlySpan<byte> answer)
    {
        if (protocol != Protocol.Gemini)
        {
            return ResponseOwners.IdOf(answer);
        }

        var reader = new Utf8JsonReader(answer);
        try
        {
            // An upload answers with the file inside.
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth <= 2 && reader.ValueTextEquals("name"u8) && reader.Read())
                {
                    return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                }
            }
        }
        catch (JsonException)
        {
            // A cut or foreign body names nothing.
        }

        return null;
    }
}
