using System.Text.Encodings.Web;
using System.Text.Json;

namespace AntigravityTools.Simulator.Hosting;

/// <summary>
/// Wire JSON is written as text templates, so that a file shows the shape that the provider sends; only strings need quoting.
/// </summary>
internal static class Json
{
    public static string Quote(string? text) =>
        text is null ? "null" : "\"" + JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping) + "\"";

    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The property's own JSON text, or the fallback where it is missing or null.</summary>
    public static string Raw(JsonElement element, string name, string fallback) => Child(element, name)?.GetRawText() ?? fallback;

    /// <summary>The first of these properties that is there and not null.</summary>
    public static JsonElement? Child(this JsonElement element, params ReadOnlySpan<string> names)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var name in names)
            {
                if (element.TryGetProperty(name, out var child) && child.ValueKind != JsonValueKind.Null)
                {
                    return child;
                }
            }
        }
        return null;
    }

    public static string? Text(this JsonElement element, params ReadOnlySpan<string> names) =>
        Child(element, names) is { ValueKind: JsonValueKind.String } child ? child.GetString() : null;

    public static bool IsTrue(this JsonElement element, string name) => Child(element, name)?.ValueKind == JsonValueKind.True;

    public static int? Int(this JsonElement element, params ReadOnlySpan<string> names) =>
        Child(element, names) is { ValueKind: JsonValueKind.Number } child && child.TryGetDouble(out var value) ? (int)value : null;

    public static IEnumerable<JsonElement> Items(this JsonElement element, params ReadOnlySpan<string> names) =>
        Child(element, names) is { ValueKind: JsonValueKind.Array } child ? child.EnumerateArray().ToArray() : [];
}
