using System.Runtime.CompilerServices;
using System.Text;

namespace AntigravityTools.Testing;

/// <summary>
/// Compares a result with a file that is checked in beside the test, in its folder <c>Golden</c>. With the environment variable
/// <c>UPDATE_GOLDEN=1</c> the file is written anew instead; the difference is then reviewed in git like any other.
/// </summary>
public static class GoldenFile
{
    /// <summary>Fails with the first differing line unless <paramref name="actual"/> equals the golden file, line endings aside.</summary>
    public static void Equal(string name, string actual, [CallerFilePath] string test = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(test)!, "Golden", name);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual, new UTF8Encoding(false));
            return;
        }

        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no golden file {name}. Run the test with UPDATE_GOLDEN=1, then read what it wrote.", path);
        }

        var expected = File.ReadAllLines(path);
        var lines = actual.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        for (var i = 0; i < Math.Max(expected.Length, lines.Length); i++)
        {
            var (want, got) = (i < expected.Length ? expected[i] : "(nothing)", i < lines.Length ? lines[i] : "(nothing)");
            if (want != got)
            {
                throw new InvalidDataException($"{name}, line {i + 1}:\nexpected {want}\nactual   {got}");
            }
        }
    }
}
