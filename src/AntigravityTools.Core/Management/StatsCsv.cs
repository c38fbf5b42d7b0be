using System.Globalization;
using System.Text;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Management;

/// <summary>Writes buckets of usage as comma-separated values (RFC 4180), for spreadsheets.</summary>
public static class StatsCsv
{
    private const string Heading =
        "start,group,requests,errors,input_tokens,output_tokens,cache_read_tokens,cache_write_tokens,reasoning_tokens,cost_usd,ttft_ms_p50,ttft_ms_p95,duration_ms_p50,duration_ms_p95";

    /// <summary>A heading and one line per bucket and group. An unknown figure is an empty cell.</summary>
    public static string Write(IEnumerable<UsageBucket> buckets)
    {
        ArgumentNullException.ThrowIfNull(buckets);
        var text = new StringBuilder(Heading).Append("\r\n");
        foreach (var (start, group, sums) in buckets)
        {
            text.Append(start.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)).Append(',').Append(Cell(group));
            foreach (var figure in (IFormattable?[])[
                sums.Requests, sums.Errors, sums.InputTokens, sums.OutputTokens, sums.CacheReadTokens, sums.CacheWriteTokens, sums.ReasoningTokens,
                sums.CostUsd, sums.TtftP50, sums.TtftP95, sums.DurationP50, sums.DurationP95])
            {
                text.Append(',').Append(figure?.ToString(null, CultureInfo.InvariantCulture));
            }

            text.Append("\r\n");
        }

        return text.ToString();
    }

    // A model's name comes from outside: a spreadsheet would run a cell that begins like a formula.
    private static string Cell(string text)
    {
        var safe = text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return safe.AsSpan().ContainsAny("\",\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
