using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;

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


    private static Dictionary<string, string> Texts(CultureInfo culture) =>
        Strings.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>().ToDictionary(item => (string)item.Key, item => (string)item.Value!);

    private static string[] Placeholders(string text) => [.. Placeholder().Matches(text).Select(match => match.Value).Order()];

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Placeholder();
}
