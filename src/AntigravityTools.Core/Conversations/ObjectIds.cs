using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Conversations;

/// <summary>Names of objects that live at a provider: of a new one in an answer, of old ones in a request.</summary>
public static class ObjectIds
{
    private static readonly byte[][] Fields = [.. new[] { "file_id", "input_file_id", "container", "cachedContent", "cached_content", "fileUri", "file_uri" }
        .Select(name => Encoding.UTF8.GetBytes($"\"{name}\""))];

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

    /// <summary>The names that stand in the fields which name such objects, wherever they are in a body.</summary>
    public static IReadOnlyList<string> MentionedIn(ReadOnlySpan<byte> body)
    {
        List<string>? found = null;
        foreach (var field in Fields)
        {
            var rest = body;
            for (int at; (at = rest.IndexOf(field)) >= 0;)
            {
                rest = rest[(at + field.Length)..].TrimStart(" \t\r\n:"u8);
                var end = rest.IsEmpty || rest[0] != (byte)'"' ? -1 : rest[1..].IndexOf((byte)'"');
                if (end > 0)
                {
                    (found ??= []).Add(NameOf(Encoding.UTF8.GetString(rest.Slice(1, end))));
                }
            }
        }

        return found ?? [];
    }

    // Google names a file by its address.
    private static string NameOf(string text)
    {
        var at = text.IndexOf("/files/", StringComparison.Ordinal);
        return at < 0 ? text : text[(at + 1)..];
    }
}
