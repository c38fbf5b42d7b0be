using System.Buffers;
using System.Text;
using System.Text.Json;

namespace AntigravityTools.Ui.Components;

/// <summary>Writes merge patches of one section of the configuration, as forms need them.</summary>
internal static class SectionPatch
{
    /// <summary>The patch; a null value takes the key back to its default.</summary>
    public static string Of(string section, params ReadOnlySpan<(string Key, object? Value)> values)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteStartObject(section);
            foreach (var (key, value) in values)
            {
                json.WritePropertyName(key);
                Write(json, value);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            case IEnumerable<string> texts:
                json.WriteStartArray();
                foreach (var text in texts)
                {
                    json.WriteStringValue(text);
                }

                json.WriteEndArray();
                break;
            default:
                throw new ArgumentException($"A {value.GetType().Name} is no setting.", nameof(value));
        }
    }
}
