using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AntigravityTools.Ui.Pages.Monitor;

/// <summary>A body as people read it: JSON with line breaks, anything else as it is, and not more than a page can bear.</summary>
public static partial class BodyText
{
    private const int Most = 64 << 10;

    private static JsonWriterOptions Indented { get; } = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text to show, and whether there is more of it.</summary>
    public static (string Text, bool IsShort) Show(string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var text = IsJson(body) ? Unescape(Indent(body)) : IsStream(body) ? Unescape(body) : body;
        return text.Length > Most ? (text[..Most], true) : (text, false);
    }

    // Emoji, spaces of other scripts, and whatever the sender wrote as \uXXXX, as the characters that they are. An escaped backslash before
    // such a sequence makes it plain text; what is invisible by nature stays escaped, so that it can be seen.
    private static string Unescape(string text) => Escape().Replace(text, match => match.Groups["high"].Success
        ? new string([Unit(match.Groups["high"].ValueSpan), Unit(match.Groups["low"].ValueSpan)])
        : match.Groups["one"].Success && Unit(match.Groups["one"].ValueSpan) is var unit && IsPlain(unit) ? unit.ToString() : match.Value);

    private static char Unit(ReadOnlySpan<char> hex) => (char)ushort.Parse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static bool IsPlain(char unit) => unit >= 0xA0 && !char.IsSurrogate(unit)
        && char.GetUnicodeCategory(unit) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    [GeneratedRegex("""\\\\|\\u(?<high>[dD][89abAB][0-9a-fA-F]{2})\\u(?<low>[dD][c-fC-F][0-9a-fA-F]{2})|\\u(?<one>[0-9a-fA-F]{4})""")]
    private static partial Regex Escape();

    private static bool IsJson(string body) => body.AsSpan().TrimStart() is ['{' or '[', ..];

    private static bool IsStream(string body) =>
        body.StartsWith("data:", StringComparison.Ordinal) || body.StartsWith("event:", StringComparison.Ordinal) || body.StartsWith(':');

    private static string Indent(string body)
    {
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
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Cut off, never was JSON, or holds half a character: shown as it came.
            return body;
        }
    }
}
