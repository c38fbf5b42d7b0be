namespace AntigravityTools.Architecture.Tests;

/// <summary>The source files of the repository, found from the test's own folder upward.</summary>
internal static class SourceTree
{
    public static string Root { get; } = FindRoot();

    /// <summary>All files of a kind under <c>src</c>, build output left out, with paths relative to the root.</summary>
    public static IEnumerable<string> Files(string folder, params string[] extensions) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal))
            .Where(path => extensions.Contains(Path.GetExtension(path)));

    public static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Root, file));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AntigravityTools.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("AntigravityTools.slnx was not found above the tests.");
    }
}
