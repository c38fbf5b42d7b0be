using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace AntigravityTools.App.Hosting;

/// <summary>How an event looks as one line: <c>17:03:59.120 info: Category[1001] text</c>.</summary>
internal static class LogLine
{
    private const string Red = "\e[31m";
    private const string Yellow = "\e[33m";
    private const string Plain = "\e[39m";

    public static void Append(
        StringBuilder text, DateTimeOffset now, LogLevel level, bool colours, string category, int id, string message, Exception? error)
    {
        var colour = !colours ? "" : level >= LogLevel.Error ? Red : level == LogLevel.Warning ? Yellow : "";
        text.Append(CultureInfo.InvariantCulture, $"{now:HH:mm:ss.fff} {colour}{NameOf(level)}{(colour.Length > 0 ? Plain : "")}: {category}[{id}] ");
        AppendOnOneLine(text, message);
        if (error is not null)
        {
            text.Append(' ');
            AppendOnOneLine(text, error.ToString());
        }

        text.Append('\n');
    }

    private static void AppendOnOneLine(StringBuilder text, string part)
    {
        if (part.AsSpan().ContainsAny('\r', '\n'))
        {
            part = part.ReplaceLineEndings(" ");
        }

        text.Append(part);
    }

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
