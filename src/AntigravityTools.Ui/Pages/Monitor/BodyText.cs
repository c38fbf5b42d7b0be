using System.Text.Encodings.Web;
using System.Text.Json;

namespace AntigravityTools.Ui.Pages.Monitor;

/// <summary>A body as people read it: JSON with line breaks, anything else as it is, and not more than a page can bear.</summary>
public static class BodyText
{
    private const int Most = 64 << 10;

    private static JsonWriterOptions Indented { get; } = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text to show, and whether there is more of it.</summary>
    public static (string Text, bool IsShort) Show(string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var text = Indent(body);
        return text.Length > Most ? (text[..Most], true) : (text, false);
    }

    private static string Indent(string body)
    {
        if (body.AsSpan().TrimStart() is not ['{' or '[', ..])
        {
            return body;
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            using var output = new MemoryStream();
            using (var json = new Utf8JsonWriter(output, Indented))
            {
                document.WriteTo(json);
            }

            return System.Text.Encoding.UTF8.GetString(output.ToArray());
        }
        catch (JsonException)
        {
            // Cut off, or never was JSON: shown as it came.
            return body;
        }
    }
}
