using System.Text.Json;

namespace AntigravityTools.App.Commands.Access;

/// <summary>An answer of the management API.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Text">The body as it came.</param>
internal sealed record ApiAnswer(int Status, string Text)
{
    /// <summary>True for 2xx.</summary>
    public bool Ok => Status is >= 200 and < 300;

    /// <summary>The body as JSON; undefined where there is none.</summary>
    public JsonElement Json { get; } = Parse(Text);

    /// <summary>Why it was refused, in words: every field at fault, else what the problem says (RFC 9457).</summary>
    public string Why()
    {
        if (Json.ValueKind != JsonValueKind.Object)
        {
            return $"The management API answered {Status}.";
        }

        var faults = Json.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array
            ? errors.EnumerateArray().Select(error => Member(error, "message")).OfType<string>().ToList()
            : [];
        return faults.Count > 0 ? string.Join(" ", faults) : Member(Json, "detail") ?? Member(Json, "title") ?? $"The management API answered {Status}.";
    }

    private static string? Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonElement Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // An empty answer, or one that is for people; the text is kept.
            return default;
        }
    }
}
