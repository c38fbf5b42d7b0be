using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Framing;

/// <summary>
/// Values off a reader that stands on them; every method leaves it on the value's last token. Wrong types are a
/// <see cref="FieldException"/> that names the field; null is "absent".
/// </summary>
internal static class JsonRead
{
    /// <summary>The value's bytes, a slice of <paramref name="body"/> (the memory that the reader reads).</summary>
    internal static RawJson Raw(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return new RawJson(body[start..(int)reader.BytesConsumed]);
    }

    /// <summary>A string or null.</summary>
    internal static string? Text(ref Utf8JsonReader reader, string field) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.String => String(ref reader, field),
        _ => throw new FieldException(field, $"'{field}' must be a string."),
    };

    /// <summary>A number or null.</summary>
    internal static double? Number(ref Utf8JsonReader reader, string field) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.Number when reader.TryGetDouble(out var value) && double.IsFinite(value) => value,
        _ => throw new FieldException(field, $"'{field}' must be a number."),
    };

    /// <summary>A whole number or null; 1.0 counts as whole.</summary>
    internal static long? Integer(ref Utf8JsonReader reader, string field)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var whole))
        {
            return whole;
        }

        return Number(ref reader, field) switch
        {
            null => null,
            { } value when value == Math.Floor(value) && Math.Abs(value) < 1e15 => (long)value,
            _ => throw new FieldException(field, $"'{field}' must be a whole number."),
        };
    }

    /// <summary>A count that a provider states, cut to a whole number; null where it is none. Never a <see cref="FieldException"/>: nobody can mend it.</summary>
    internal static long? Count(ref Utf8JsonReader reader) =>
        reader.TokenType != JsonTokenType.Number ? null
        : reader.TryGetInt64(out var whole) ? whole
        : reader.TryGetDouble(out var real) && Math.Abs(real) < 1e15 ? (long)real
        : null;

    /// <summary>True, false or null.</summary>
    internal static bool? Boolean(ref Utf8JsonReader reader, string field) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw new FieldException(field, $"'{field}' must be true or false."),
    };

    /// <summary>A list of strings; null is an empty one.</summary>
    internal static ImmutableArray<string> Texts(ref Utf8JsonReader reader, string field)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return [];
        }

        ExpectArray(ref reader, field);
        var texts = ImmutableArray.CreateBuilder<string>();
        while (NextElement(ref reader))
        {
            texts.Add(Text(ref reader, $"{field}[{texts.Count}]") ?? "");
        }

        return texts.ToImmutable();
    }

    /// <summary>Moves to an object's next member: true with the reader on the name, false on the object's end.</summary>
    internal static bool NextMember(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>Moves to an array's next element: true with the reader on its first token, false on the array's end.</summary>
    internal static bool NextElement(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType != JsonTokenType.EndArray;

    /// <summary>Demands an object.</summary>
    internal static void ExpectObject(ref Utf8JsonReader reader, string field)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new FieldException(field, $"'{field}' must be an object.");
        }
    }

    /// <summary>Demands an array.</summary>
    internal static void ExpectArray(ref Utf8JsonReader reader, string field)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new FieldException(field, $"'{field}' must be an array.");
        }
    }

    private static string String(ref Utf8JsonReader reader, string field)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new FieldException(field, $"'{field}' holds text that is not valid UTF-8 or has half a surrogate pair.");
        }
    }
}
