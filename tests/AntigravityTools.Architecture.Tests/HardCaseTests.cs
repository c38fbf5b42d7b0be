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
        Assert.All(Rows, static row => Assert.Contains(NamedTests.In(row[3]), static name => name.Method.Length > 0));
    }

    [Fact]
    public void EveryTestThatIsNamed_Exists() => Assert.All(Rows.SelectMany(static row => NamedTests.In(row[3])), static name => Assert.True(NamedTests.Exists(name), $"{name}"));

    [GeneratedRegex(@"^\| \d+ \|")]
    private static partial Regex Row();
}
