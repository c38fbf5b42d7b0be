using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Microsoft.Extensions.Logging;

namespace AntigravityTools.App.Hosting;

/// <summary>How an event looks as one line: <c>17:03:59.120 info: Category[1001] text</c>.</summary>
internal static class LogLine
{
    private const int Fixed = 96;
    private const int MostPerChar = 3;

    // 2026-11-25T17:03:59.1200000+01:00
    private const int RoundTripBytes = 33;
    private static readonly Range TimeOfDay = 11..23;
    private const string Red = "\e[31m";
    private const string Yellow = "\e[33m";
    private const string Plain = "\e[39m";

    /// <summary>The most bytes that a line can take.</summary>
    public static int LongestOf(string category, string message, string? error) =>
        Fixed + (category.Length * MostPerChar) + (message.Length * MostPerChar) + ((error?.Length ?? 0) * MostPerChar);

    /// <summary>Writes the line and returns its length in bytes.</summary>
    public static int Write(Span<byte> output, DateTimeOffset now, LogLevel level, bool colours, string category, int id, string message, string? error)
    {
        var colour = !colours ? "" : level >= LogLevel.Error ? Red : level == LogLevel.Warning ? Yellow : "";
        var plain = colour.Length > 0 ? Plain : "";
        var length = WriteTime(output, now);
        Utf8.TryWrite(output[length..], CultureInfo.InvariantCulture, $" {colour}{NameOf(level)}{plain}: {category}[{id}] ", out var head);
        length += head;
        length += Encoding.UTF8.GetBytes(OnOneLine(message), output[length..]);
        if (error is not null)
        {
            output[length++] = (byte)' ';
            length += Encoding.UTF8.GetBytes(OnOneLine(error), output[length..]);
        }

        output[length++] = (byte)'\n';
        return length;
    }

    // The round-trip format has a fast way, a pattern of one's own has none.
    private static int WriteTime(Span<byte> output, DateTimeOffset now)
    {
        Span<byte> whole = stackalloc byte[RoundTripBytes];
        now.TryFormat(whole, out _, "o", CultureInfo.InvariantCulture);
        whole[TimeOfDay].CopyTo(output);
        return TimeOfDay.End.Value - TimeOfDay.Start.Value;
    }

    private static string OnOneLine(string part) => part.AsSpan().ContainsAny('\r', '\n') ? part.ReplaceLineEndings(" ") : part;

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}
