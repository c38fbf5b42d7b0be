using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace AntigravityTools.Core.Clients.Editors;

/// <summary>A TOML 1.0 file: reads texts by their path, and sets single keys while everything else stays as it is.</summary>
internal static class TomlFile
{
    /// <summary>Why the text can not be read; null where it can.</summary>
    public static string? Fault(string text)
    {
        var document = Parse(text);
        return document.HasErrors ? FaultOf(document) : null;
    }

    /// <summary>The texts of the file by their dotted path; empty where it can not be read.</summary>
    public static IReadOnlyDictionary<string, string> Read(string text)
    {
        var document = Parse(text);
        return document.HasErrors ? new Dictionary<string, string>() : TomlTexts.Of(document);
    }

    /// <summary>Sets a key of a table, of the file itself where the path is empty; what is missing is added. The value is TOML.</summary>
    public static EditResult Set(string text, string[] table, string key, string rawValue)
    {
        var document = Parse(text);
        if (document.HasErrors)
        {
            return EditResult.Refused(FaultOf(document));
        }

        var edited = table.Length == 0 ? SetTop(text, document, key, rawValue) : SetIn(text, document, table, key, rawValue);

        // What is defined in another spelling, such as an inline table, shows as a key that stands twice.
        return Fault(edited) is null ? EditResult.Of(edited)
            : EditResult.Refused($"'{string.Join('.', [.. table, key])}' is defined in a way that can not be changed line by line; remove it there");
    }

    /// <summary>A text as a TOML string.</summary>
    public static string Quote(string value) => JsonSettings.Quote(value);

    private static string SetTop(string text, DocumentSyntax document, string key, string rawValue)
    {
        if (Find(document.KeyValues, key) is { } found)
        {
            return Replace(text, found, rawValue);
        }

        // Before the first table, and before the comments that belong to it.
        var last = document.KeyValues.LastOrDefault();
        var at = last is null ? 0 : LineAfter(text, last.Value!.Span.Offset + last.Value.Span.Length);
        return Insert(text, at, $"{key} = {rawValue}");
    }

    private static string SetIn(string text, DocumentSyntax document, string[] table, string key, string rawValue)
    {
        var owner = document.Tables.OfType<TableSyntax>().FirstOrDefault(candidate => candidate.Name is { } name && TomlTexts.Path(name).SequenceEqual(table));
        if (owner is null)
        {
            var newline = Newline(text);
            var gap = text.Length == 0 ? "" : text.EndsWith('\n') ? newline : newline + newline;
            return $"{text}{gap}[{string.Join('.', table)}]{newline}{key} = {rawValue}{newline}";
        }

        if (Find(owner.Items, key) is { } found)
        {
            return Replace(text, found, rawValue);
        }

        var last = owner.Items.OfType<KeyValueSyntax>().LastOrDefault();
        var end = last is null ? owner.CloseBracket!.Span.Offset : last.Value!.Span.Offset + last.Value.Span.Length;
        return Insert(text, LineAfter(text, end), $"{key} = {rawValue}");
    }

    private static KeyValueSyntax? Find(SyntaxNode items, string key)
    {
        for (var i = 0; i < items.ChildrenCount; i++)
        {
            if (items.GetChild(i) is KeyValueSyntax { Key: { } name } pair && TomlTexts.Path(name).SequenceEqual([key]))
            {
                return pair;
            }
        }

        return null;
    }

    private static string Replace(string text, KeyValueSyntax pair, string rawValue)
    {
        var span = pair.Value!.Span;
        return string.Concat(text.AsSpan(0, span.Offset), rawValue, text.AsSpan(span.Offset + span.Length));
    }

    private static string Insert(string text, int at, string line)
    {
        var newline = Newline(text);
        var gap = at > 0 && text[at - 1] != '\n' ? newline : "";
        return string.Concat(text.AsSpan(0, at), gap, line + newline, text.AsSpan(at));
    }

    private static int LineAfter(string text, int from) => text.IndexOf('\n', from) is var end && end < 0 ? text.Length : end + 1;

    private static string Newline(string text) => text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";

    private static DocumentSyntax Parse(string text) => SyntaxParser.Parse(text, "", validate: true);

    private static string FaultOf(DocumentSyntax document)
    {
        var first = document.Diagnostics.First(diagnostic => diagnostic.Kind == DiagnosticMessageKind.Error);
        return FormattableString.Invariant($"it is not valid TOML at line {first.Span.Start.Line + 1}, column {first.Span.Start.Column + 1}");
    }
}
