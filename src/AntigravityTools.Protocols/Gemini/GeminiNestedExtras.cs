using System.Text.Json;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>The kept fields of one nested object: those whose names start with its path and go no deeper.</summary>
internal readonly struct GeminiNestedExtras(Extras? extras, string path)
{
    internal bool IsEmpty => !Fields().Any();

    internal bool Has(string name)
    {
        var whole = path + name;
        return Fields().Any(field => field.Key == whole);
    }

    internal void Write(Utf8JsonWriter json)
    {
        foreach (var (name, value) in Fields())
        {
            json.WritePropertyName(name.AsSpan(path.Length));
            json.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
        }
    }

    private IEnumerable<KeyValuePair<string, RawJson>> Fields()
    {
        var start = path;
        return extras is not { Protocol: Protocol.Gemini } ? [] : extras.Fields.Where(field =>
            field.Key.StartsWith(start, StringComparison.Ordinal) && field.Key.IndexOf('.', start.Length) < 0);
    }
}
