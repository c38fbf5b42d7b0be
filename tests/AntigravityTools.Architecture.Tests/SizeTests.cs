namespace AntigravityTools.Architecture.Tests;

/// <summary>Files stay small enough to be read at one sitting (docs: CONTRIBUTING.md).</summary>
public sealed class SizeTests
{
    private const int MostLines = 300;

    // Path and reason. Keep it short: a long file wants a seam, not an entry.
    private static readonly Dictionary<string, string> Allowed = new(StringComparer.Ordinal);

    [Fact]
    public void SourceFile_HasAtMost300Lines()
    {
        var tooLong = SourceTree.Files("src", ".cs", ".razor", ".css", ".sql", ".js")
            .Where(file => !Allowed.ContainsKey(file))
            .Select(file => (file, lines: SourceTree.Lines(file).Length))
            .Where(item => item.lines > MostLines)
            .Select(item => $"{item.file} has {item.lines} lines")
            .ToList();
        Assert.Empty(tooLong);
    }

    [Fact]
    public void AllowList_NamesOnlyFilesThatNeedIt()
    {
        var idle = Allowed.Keys.Where(file => !File.Exists(Path.Combine(SourceTree.Root, file)) || SourceTree.Lines(file).Length <= MostLines);
        Assert.Empty(idle);
    }

    [Fact]
    public void MedianFile_IsAboutFiftyLines()
    {
        var sizes = SourceTree.Files("src", ".cs").Select(file => SourceTree.Lines(file).Length).Order().ToList();
        Assert.InRange(sizes[sizes.Count / 2], 10, 80);
        Assert.InRange(sizes[sizes.Count * 95 / 100], 10, 260);
    }

    [Fact]
    public void Program_HasAtMost20Lines() =>
        Assert.InRange(SourceTree.Lines("src/AntigravityTools.App/Program.cs").Length, 1, 20);

    [Fact]
    public void Folder_IsNotNamedForNothing()
    {
        string[] vague = ["Utils", "Helpers", "Common", "Misc", "Managers"];
        var found = SourceTree.Files("src", ".cs", ".razor").Where(file => file.Split('/').Intersect(vague).Any());
        Assert.Empty(found);
    }
}
