using System.Text.RegularExpressions;

namespace AntigravityTools.Architecture.Tests;

/// <summary>Tests that a document names, as <c>Class</c> or <c>Class.Method</c> in backticks.</summary>
internal static partial class NamedTests
{
    private static readonly ILookup<string, string> Files = SourceTree.Files("tests", ".cs").ToLookup(static file => Path.GetFileNameWithoutExtension(file), StringComparer.Ordinal);

    /// <summary>What a text names; the method is empty where it names a whole class.</summary>
    public static IReadOnlyList<(string Class, string Method)> In(string text) =>
        [.. Name().Matches(text).Select(static match => (match.Groups["class"].Value, match.Groups["method"].Value))];

    /// <summary>True where there is a class of that name, and in it a method of that name.</summary>
    public static bool Exists((string Class, string Method) name) => name.Method.Length == 0
        ? Files[name.Class].Any()
        : Files[name.Class].Any(file => SourceTree.Lines(file).Any(line => line.Contains($" {name.Method}(", StringComparison.Ordinal)));

    [GeneratedRegex(@"`(?<class>\w+Tests)(?:\.(?<method>\w+))?`")]
    private static partial Regex Name();
}
