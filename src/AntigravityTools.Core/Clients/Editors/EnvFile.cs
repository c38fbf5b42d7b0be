using System.Buffers;

namespace AntigravityTools.Core.Clients.Editors;

/// <summary>A <c>.env</c> file: <c>NAME=value</c> lines, <c>export</c> before them, comments, quotes also over several lines.</summary>
internal static class EnvFile
{
    private const string Export = "export ";
    private static readonly SearchValues<char> NameLetters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    /// <summary>Why the text can not be read; null where it can.</summary>
    public static string? Fault(string text) => TryRead(text, out _, out var fault) ? null : fault;

    /// <summary>The value of a name, the last where it stands twice; null where there is none, or the file can not be read.</summary>
    public static string? Read(string text, string name) =>
        TryRead(text, out var entries, out _) && entries.FindLast(entry => entry.Name == name) is { } found ? Unquote(text[found.ValueStart..found.ValueEnd]) : null;

    /// <summary>Sets a name where it stands, else on a line of its own at the end.</summary>
    public static EditResult Set(string text, string name, string value)
    {
        if (!TryRead(text, out var entries, out var fault))
        {
            return EditResult.Refused(fault);
        }

        if (entries.FindLast(entry => entry.Name == name) is { } found)
        {
            return EditResult.Of(string.Concat(text.AsSpan(0, found.ValueStart), value, text.AsSpan(found.ValueEnd)));
        }

        var newline = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var gap = text.Length == 0 || text.EndsWith('\n') ? "" : newline;
        return EditResult.Of($"{text}{gap}{name}={value}{newline}");
    }

    private static bool TryRead(string text, out List<Entry> entries, out string fault)
    {
        entries = [];
        fault = "";
        var line = 1;
        for (var start = 0; start < text.Length; line++)
        {
            var end = LineEnd(text, start);
            var content = text.AsSpan(start, end - start).TrimStart();
            if (!content.TrimEnd().IsEmpty && content[0] != '#')
            {
                if (ReadEntry(text, start, ref end) is not { } entry)
                {
                    fault = FormattableString.Invariant($"it is no .env file at line {line}, column 1: that is neither a comment nor NAME=value, or its quote has no end");
                    return false;
                }

                entries.Add(entry);
                line += text.AsSpan(start, end - start).Count('\n');
            }

            start = end + 1;
        }

        return true;
    }

    private static Entry? ReadEntry(string text, int start, ref int end)
    {
        var equals = text.IndexOf('=', start, end - start);
        if (equals < 0)
        {
            return null;
        }

        var name = text.AsSpan(start, equals - start).Trim();
        name = name.StartsWith(Export, StringComparison.Ordinal) ? name[Export.Length..].Trim() : name;
        if (name.IsEmpty || name.ContainsAnyExcept(NameLetters))
        {
            return null;
        }

        var value = equals + 1;
        while (value < end && text[value] is ' ' or '\t')
        {
            value++;
        }

        if (value < end && text[value] is '"' or '\'' or '`')
        {
            var close = Closing(text, value);
            end = close < 0 ? end : LineEnd(text, close);
            return close < 0 ? null : new Entry(name.ToString(), value, close + 1);
        }

        var comment = text.IndexOf(" #", value, end - value, StringComparison.Ordinal);
        var length = text.AsSpan(value, (comment < 0 ? end : comment) - value).TrimEnd().Length;
        return new Entry(name.ToString(), value, value + length);
    }

    private static int Closing(string text, int open)
    {
        for (var i = open + 1; i < text.Length; i++)
        {
            if (text[i] == '\\' && text[open] == '"')
            {
                i++;
            }
            else if (text[i] == text[open])
            {
                return i;
            }
        }

        return -1;
    }

    private static int LineEnd(string text, int from) => text.IndexOf('\n', from) is var end && end < 0 ? text.Length : end;

    private static string Unquote(string value) => value.Length >= 2 && value[0] is '"' or '\'' or '`' ? value[1..^1] : value;

    private sealed record Entry(string Name, int ValueStart, int ValueEnd);
}
