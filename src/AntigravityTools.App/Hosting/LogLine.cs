using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Microsoft.Extensions.Logging;

namespace AntigravityTools.App.Hosting;

/// <summary>How an event looks as one line: <c>17:03:59.120 info: Category[1001] text</c>.</summary>
internal static class LogLine
{
    private const string Red = "\e[31m";
    private const string Yellow = "\e[33m";
    private const string Plain = "\e[39m";

    public static void Append(
        ArrayBufferWriter<byte> output, DateTimeOffset now, LogLevel level, bool colours, string category, int id, string message, Exception? error)
    {
        var colour = !colours ? "" : level >= LogLevel.Error ? Red : level == LogLevel.Warning ? Yellow : "";
        var plain = colour.Length > 0 ? Plain : "";
        var head = output.GetSpan(category.Length * 3 + 64);
        Utf8.TryWrite(head, CultureInfo.InvariantCulture, $"{now:HH:mm:ss.fff} {colour}{NameOf(level)}{plain}: {category}[{id}] ", out var written);
        output.Advance(written);
        AppendOnOneLine(output, message);
        if (error is not null)
        {
            Append(output, " ");
            AppendOnOneLine(output, error.ToString());
        }

        Append(output, "\n");
    }

    /// <summary>Appends text as it is.</summary>
    public static void Append(ArrayBufferWriter<byte> output, string text) => Encoding.UTF8.GetBytes(text, output);

    private static void AppendOnOneLine(ArrayBufferWriter<byte> output, string part) =>
        Append(output, part.AsSpan().ContainsAny('\r', '\n') ? part.ReplaceLineEndings(" ") : part);

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
