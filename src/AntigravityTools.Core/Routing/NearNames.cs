namespace AntigravityTools.Core.Routing;

/// <summary>Finds names that a person may have meant.</summary>
internal static class NearNames
{
    /// <summary>The nearest names by edit distance, at most a third of the name away, or sharing a part of eight characters.</summary>
    public static IReadOnlyList<string> Of(string name, IEnumerable<string> known, int most) =>
    [
        .. known
            .Select(other => (other, distance: Distance(name.ToLowerInvariant(), other.ToLowerInvariant())))
            .Where(pair => pair.distance <= Math.Max(2, name.Length / 3) || SharesStart(name, pair.other))
            .OrderBy(pair => pair.distance).ThenBy(pair => pair.other, StringComparer.Ordinal)
            .Take(most)
            .Select(pair => pair.other),
    ];

    private static bool SharesStart(string a, string b) =>
        a.Length >= 8 && b.Length >= 8 && a.AsSpan(0, 8).Equals(b.AsSpan(0, 8), StringComparison.OrdinalIgnoreCase);

    private static int Distance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
