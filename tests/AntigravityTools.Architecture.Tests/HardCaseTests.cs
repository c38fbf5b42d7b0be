using System.Text.RegularExpressions;

namespace AntigravityTools.Architecture.Tests;

/// <summary>docs/hard-cases.md names every case and, for each, tests that exist.</summary>
public sealed partial class HardCaseTests
{
    private const int Cases = 80;

    private static readonly List<string[]> Rows =
        [.. SourceTree.Lines("docs/hard-cases.md").Where(static line => Row().IsMatch(line)).Select(static line => line.Split('|', StringSplitOptions.TrimEntries))];

    [Fact]
    public void EveryCase_HasOneRowWithATest()
    {
        Assert.Equal(Enumerable.Range(1, Cases).Select(static number => $"{number}"), Rows.Select(static row => row[1]));
        Assert.All(Rows, static row => Assert.NotEmpty(Names(row)));
    }

    [Fact]
    public void EveryTestThatIsNamed_Exists()
    {
        var files = SourceTree.Files("tests", ".cs").ToLookup(static file => Path.GetFileNameWithoutExtension(file));

        var missing = Rows.SelectMany(Names)
            .Where(name => !files[name.Class].Any(file => SourceTree.Lines(file).Any(line => line.Contains($" {name.Method}(", StringComparison.Ordinal))))
            .ToList();
        Assert.Empty(missing);
    }

    private static IEnumerable<(string Class, string Method)> Names(string[] row) =>
        Name().Matches(row[3]).Select(static match => (match.Groups["class"].Value, match.Groups["method"].Value));

    [GeneratedRegex(@"^\| \d+ \|")]
    private static partial Regex Row();

    [GeneratedRegex(@"`(?<class>\w+)\.(?<method>\w+)`")]
    private static partial Regex Name();
}
