using System.Text.RegularExpressions;

namespace AntigravityTools.Architecture.Tests;

/// <summary>docs/security.md names, for every rule, files that keep it and tests that fail without it.</summary>
public sealed partial class SecurityRuleTests
{
    private const int Rules = 10;

    private static readonly List<string[]> Rows =
        [.. SourceTree.Lines("docs/security.md").Where(static line => Row().IsMatch(line)).Select(static line => line.Split('|', StringSplitOptions.TrimEntries))];

    [Fact]
    public void EveryRule_HasRowsWithTests()
    {
        Assert.Equal(Enumerable.Range(1, Rules).Select(static number => $"{number}"), Rows.Select(static row => row[1].TrimEnd(Letters)).Distinct());
        Assert.All(Rows, static row => Assert.True(NamedTests.In(row[4]).Count > 0, row[1]));
    }

    [Fact]
    public void EveryTestThatIsNamed_Exists() => Assert.All(Rows.SelectMany(static row => NamedTests.In(row[4])), static name => Assert.True(NamedTests.Exists(name), $"{name}"));

    [Fact]
    public void EveryFileThatIsNamed_Exists()
    {
        var files = Rows.SelectMany(static row => File().Matches(row[3])).Select(static match => "src/AntigravityTools." + match.Groups[1].Value).ToList();
        Assert.NotEmpty(files);
        Assert.All(files, static file => Assert.True(System.IO.File.Exists(Path.Combine(SourceTree.Root, file)), file));
    }

    private static char[] Letters { get; } = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

    [GeneratedRegex(@"^\| \d+[a-g]? \|")]
    private static partial Regex Row();

    [GeneratedRegex(@"`(\w[\w./]+\.cs)`")]
    private static partial Regex File();
}
