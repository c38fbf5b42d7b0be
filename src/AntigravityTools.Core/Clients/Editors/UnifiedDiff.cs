using System.Text;

namespace AntigravityTools.Core.Clients.Editors;

/// <summary>The difference of two texts as a unified diff with three lines of context. Empty where they are equal.</summary>
internal static class UnifiedDiff
{
    private const int Context = 3;

    // Beyond this many pairs of lines what lies between the common ends is shown as replaced whole.
    private const long MostPairs = 4_000_000;

    /// <summary>Compares line by line; a text of null is a file that is not there.</summary>
    public static string Of(string path, string? before, string? after)
    {
        if (before == after)
        {
            return "";
        }

        string[] old = Lines(before ?? ""), now = Lines(after ?? "");
        var output = new StringBuilder().Append("--- ").Append(before is null ? "/dev/null" : path).Append("\n+++ ").Append(after is null ? "/dev/null" : path).Append('\n');
        var steps = Steps(old, now);
        for (var from = 0; (from = steps.FindIndex(from, step => step.Mark != ' ')) >= 0;)
        {
            var (first, last) = (Math.Max(0, from - Context), from);
            for (var i = from; i < steps.Count && i <= last + (2 * Context) + 1; i++)
            {
                last = steps[i].Mark == ' ' ? last : i;
            }

            var hunk = steps[first..Math.Min(steps.Count, last + Context + 1)];
            Header(output, hunk, '-', steps[..first].Count(step => step.Mark != '+'));
            Header(output, hunk, '+', steps[..first].Count(step => step.Mark != '-'));
            output.Append(" @@\n");
            hunk.ForEach(step => output.Append(step.Mark).Append(step.Line).Append('\n'));
            from = last + 1;
        }

        return output.ToString();
    }

    private static void Header(StringBuilder output, List<(char Mark, string Line)> hunk, char side, int before)
    {
        var count = hunk.Count(step => step.Mark == ' ' || step.Mark == side);
        output.Append(side == '-' ? "@@ -" : " +").Append(count == 0 ? before : before + 1).Append(',').Append(count);
    }

    // The longest common subsequence of what lies between the common beginning and the common end.
    private static List<(char Mark, string Line)> Steps(string[] old, string[] now)
    {
        var head = old.AsSpan().CommonPrefixLength(now);
        var tail = 0;
        while (tail < Math.Min(old.Length, now.Length) - head && old[^(tail + 1)] == now[^(tail + 1)])
        {
            tail++;
        }

        var (a, b) = (old[head..^tail], now[head..^tail]);
        if ((long)a.Length * b.Length > MostPairs)
        {
            return [.. Marked(' ', old[..head]), .. Marked('-', a), .. Marked('+', b), .. Marked(' ', old[(old.Length - tail)..])];
        }

        var common = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
        {
            for (var j = b.Length - 1; j >= 0; j--)
            {
                common[i, j] = a[i] == b[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        List<(char, string)> steps = [.. Marked(' ', old[..head])];
        var (x, y) = (0, 0);
        while (x < a.Length || y < b.Length)
        {
            var same = x < a.Length && y < b.Length && a[x] == b[y];
            var remove = !same && x < a.Length && (y == b.Length || common[x + 1, y] >= common[x, y + 1]);
            steps.Add(same ? (' ', a[x]) : remove ? ('-', a[x]) : ('+', b[y]));
            x += same || remove ? 1 : 0;
            y += remove ? 0 : 1;
        }

        return [.. steps, .. Marked(' ', old[(old.Length - tail)..])];
    }

    private static IEnumerable<(char Mark, string Line)> Marked(char mark, string[] lines) => lines.Select(line => (mark, line));

    private static string[] Lines(string text)
    {
        var lines = text.Split('\n');
        return text.EndsWith('\n') || text.Length == 0 ? lines[..^1] : [.. lines[..^1], lines[^1] + "\n\\ No newline at end of file"];
    }
}
