using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Server.ManagementApi;

/// <summary>The ways in which the management API writes fields: instants in UTC, and unknowns either left out or null, as the contract says.</summary>
internal static class JsonFields
{
    /// <summary>Leaves the field out where nothing is known.</summary>
    public static void WriteOptional(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    /// <inheritdoc cref="WriteOptional(Utf8JsonWriter, string, string)"/>
    public static void WriteOptional(this Utf8JsonWriter json, string name, DateTimeOffset? value)
    {
        if (value is { } instant)
        {
            json.WriteInstant(name, instant);
        }
    }

    /// <inheritdoc cref="WriteOptional(Utf8JsonWriter, string, string)"/>
    public static void WriteOptional(this Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    /// <summary>Null where nothing is known.</summary>
    public static void WriteNullable(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <inheritdoc cref="WriteNullable(Utf8JsonWriter, string, double?)"/>
    public static void WriteNullable(this Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <inheritdoc cref="WriteNullable(Utf8JsonWriter, string, double?)"/>
    public static void WriteNullable(this Utf8JsonWriter json, string name, decimal? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <inheritdoc cref="WriteNullable(Utf8JsonWriter, string, double?)"/>
    public static void WriteNullable(this Utf8JsonWriter json, string name, DateTimeOffset? value)
    {
        if (value is { } instant)
        {
            json.WriteInstant(name, instant);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>RFC 3339 in UTC.</summary>
    public static void WriteInstant(this Utf8JsonWriter json, string name, DateTimeOffset value) => json.WriteString(name, value.UtcDateTime);

    /// <summary>Milliseconds to a tenth.</summary>
    public static void WriteMilliseconds(this Utf8JsonWriter json, string name, TimeSpan? value) =>
        json.WriteNullable(name, value is { } time ? Math.Round(time.TotalMilliseconds, 1) : null);

    /// <summary>A list of texts.</summary>
    public static void WriteTexts(this Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    /// <summary>A list of what <paramref name="write"/> writes.</summary>
    public static void WriteList<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            write(json, item);
        }

        json.WriteEndArray();
    }

    /// <summary>Every field at fault.</summary>
    public static void WriteErrors(this Utf8JsonWriter json, ImmutableArray<FieldError> errors) => json.WriteList("errors", errors, (writer, error) =>
    {
        writer.WriteStartObject();
        writer.WriteString("field"u8, error.Field);
        writer.WriteString("message"u8, error.Message);
        writer.WriteEndObject();
    });
}
