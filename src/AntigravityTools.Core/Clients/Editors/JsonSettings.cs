using System.Text;
using System.Text.Json;
using AntigravityTools.Core.Configuration;

namespace AntigravityTools.Core.Clients.Editors;

/// <summary>A client's JSON settings, with comments and trailing commas: reads and sets single values.</summary>
internal static class JsonSettings
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Why the text can not be read; null where it can. An empty file is an empty object.</summary>
    public static string? Fault(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text, Lenient);
            return document.RootElement.ValueKind == JsonValueKind.Object ? null : "it holds no JSON object";
        }
        catch (JsonException error)
        {
            return FormattableString.Invariant($"it is not valid JSON at line {error.LineNumber + 1}, column {error.BytePositionInLine + 1}");
        }
    }

    /// <summary>Sets a text at a path; objects on the way that are missing are added on lines of their own.</summary>
    public static EditResult SetText(string text, string value, params string[] path) => Set(text, Quote(value), path);

    /// <summary>Sets a value, given as JSON, at a path.</summary>
    public static EditResult Set(string text, string rawValue, params string[] path)
    {
        if (Fault(text) is { } fault)
        {
            return EditResult.Refused(fault);
        }

        var edited = string.IsNullOrWhiteSpace(text) ? "{\n}\n" : text;
        var unit = JsoncEditor.IndentOf(Encoding.UTF8.GetBytes(edited)) ?? "  ";
        var newline = edited.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        try
        {
            for (var depth = 1; depth < path.Length; depth++)
            {
                if (!Has(edited, path.AsSpan(0, depth)))
                {
                    edited = JsoncEditor.Set(edited, path.AsSpan(0, depth), $"{{{newline}{string.Concat(Enumerable.Repeat(unit, depth))}}}");
                }
            }

            return EditResult.Of(JsoncEditor.Set(edited, path, rawValue));
        }
        catch (InvalidOperationException error)
        {
            return EditResult.Refused(error.Message.TrimEnd('.'));
        }
    }

    /// <summary>The text at a path; null where there is none, or the file can not be read.</summary>
    public static string? Read(string text, params ReadOnlySpan<string> path) => Find(text, path, value => value.ValueKind == JsonValueKind.String ? value.GetString() : null);

    /// <summary>True where something stands at the path.</summary>
    public static bool Has(string text, params ReadOnlySpan<string> path) => Find(text, path, _ => "") is not null;

    /// <summary>A text as JSON.</summary>
    public static string Quote(string value) => $"\"{JsonEncodedText.Encode(value, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    private static string? Find(string text, ReadOnlySpan<string> path, Func<JsonElement, string?> read)
    {
        if (string.IsNullOrWhiteSpace(text) || Fault(text) is not null)
        {
            return null;
        }

        using var document = JsonDocument.Parse(text, Lenient);
        var value = document.RootElement;
        foreach (var step in path)
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(step, out value))
            {
                return null;
            }
        }

        return read(value);
    }
}
