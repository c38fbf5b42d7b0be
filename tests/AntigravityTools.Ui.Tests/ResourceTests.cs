using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using AntigravityTools.Testing;

namespace AntigravityTools.Ui.Tests;

public sealed partial class ResourceTests
{
    private static readonly ResourceManager Strings = new("AntigravityTools.Ui.Resources.Strings", typeof(ConsoleUi).Assembly);

    [Theory]
    [InlineData("ko")]
    [InlineData("zh-Hans")]
    public void Language_HasEveryTextWithTheSamePlaceholders(string culture)
    {
        var english = Texts(CultureInfo.InvariantCulture);
        var other = Texts(CultureInfo.GetCultureInfo(culture));
        Assert.Equal(english.Keys.Order(), other.Keys.Order());
        foreach (var (key, text) in other)
        {
            Assert.False(string.IsNullOrWhiteSpace(text), key);
            Assert.Equal(Placeholders(english[key]), Placeholders(text));
        }
    }

    // The resource compiler takes two keys that differ in case for one, and leaves the second out with a mere warning.
    [Fact]
    public void KeyNamedInAPage_IsThere()
    {
        var english = Texts(CultureInfo.InvariantCulture);
        var sources = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "AntigravityTools.Ui"), "*.*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".razor" or ".cs" && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
        var named = sources.SelectMany(file => KeyUse().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).ToHashSet();
        Assert.NotEmpty(named);
        Assert.Empty(named.Except(english.Keys));
    }

    private static Dictionary<string, string> Texts(CultureInfo culture) =>
        Strings.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>().ToDictionary(item => (string)item.Key, item => (string)item.Value!);

    private static string[] Placeholders(string text) => [.. Placeholder().Matches(text).Select(match => match.Value).Order()];

    [GeneratedRegex("""\bT(?:\.Format\(|\[)"(\w+)"[\]),]""")]
    private static partial Regex KeyUse();

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Placeholder();
}
