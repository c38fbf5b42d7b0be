using System.Xml.Linq;
using AntigravityTools.Testing;

namespace AntigravityTools.Ui.Tests;

/// <summary>What the gateway says on its pages is there in every language: an entry for each sentence, and each one is found.</summary>
public sealed class SentenceBookTests
{
    // Where the sentences of the pages are made; a new room that says something is named here.
    private static readonly string[] Rooms =
    [
        "Core/Accounts", "Core/Clients/Doctor", "Core/Configuration", "Core/Management", "Core/Usage",
    ];

    // What of these never reaches a page in this form, with the reason.
    private static readonly Dictionary<string, string> Elsewhere = new()
    {
        ["Core/Configuration/ConfigSchema.cs"] = "comments of config.json",
    };

    [Fact]
    public void SourceSentence_HasAnEntry()
    {
        var known = Entries("ko").Keys.Select(entry => SourceSentences.Normal(entry).TrimEnd('.')).ToHashSet();
        var missing = Rooms.SelectMany(Files)
            .SelectMany(file => SourceSentences.In(file).Where(text => !IsKnown(text, known)).Select(text => $"{file}: {text}"));
        Assert.True(!missing.Any(), "No entry in Resources/Sentences.*.resx for:\n" + string.Join('\n', missing));
    }

    [Fact]
    public void File_NamedAsElsewhere_IsThere() =>
        Assert.All(Elsewhere.Keys, file => Assert.True(File.Exists(Path.Combine(Repository.Root, "src", "AntigravityTools." + file)), file));

    [Fact]
    public void Languages_HaveTheSameEntriesWithTheSameHoles()
    {
        var (korean, chinese) = (Entries("ko"), Entries("zh-Hans"));
        Assert.Equal(korean.Keys, chinese.Keys);
        Assert.Equal(korean.Count, korean.Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(korean.Concat(chinese), entry =>
        {
            Assert.False(string.IsNullOrWhiteSpace(entry.Value), entry.Key);
            Assert.Equal(SourceSentences.Numbers(entry.Key), SourceSentences.Numbers(entry.Value));
        });
    }

    [Theory]
    [InlineData("ko", "ko")]
    [InlineData("zh", "zh-Hans")]
    public async Task EveryEntry_IsFoundByItsSentence(string language, string file)
    {
        await using var stage = await ConsoleStage.StartAsync();
        Assert.Empty(await stage.Parts.Configuration.PatchAsync($$$"""{"ui":{"language":"{{{language}}}"}}""", TestContext.Current.CancellationToken));
        var texts = stage.Get<Texts>();
        Assert.All(Entries(file), entry => Assert.Equal(SourceSentences.Fill(entry.Value), texts.Said(SourceSentences.Fill(entry.Key))));
    }

    private static IEnumerable<string> Files(string room) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "AntigravityTools." + room), "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(path => !Elsewhere.ContainsKey(path["src/AntigravityTools.".Length..]));

    // A text that begins or ends with another one is known by its own part; a fragment, by the sentence that it always stands in.
    private static bool IsKnown(string text, HashSet<string> known)
    {
        var plain = text.Trim().TrimEnd('.');
        return known.Contains(plain) || known.Contains("{} " + plain) || known.Contains("{} must be " + plain) || known.Contains("{}: " + plain)
            || (plain.StartsWith("{} ", StringComparison.Ordinal) && known.Contains(plain[3..]))
            || (plain.EndsWith("{}", StringComparison.Ordinal) && known.Contains(plain[..^2].TrimEnd('.', ' ')))
            || (plain.Split(". ") is { Length: > 1 } sentences && sentences.All(sentence => IsKnown(sentence, known)));
    }

    private static Dictionary<string, string> Entries(string language) =>
        XDocument.Load(Path.Combine(Repository.Root, "src", "AntigravityTools.Ui", "Resources", $"Sentences.{language}.resx"))
            .Descendants("data").ToDictionary(entry => entry.Attribute("name")!.Value, entry => entry.Element("value")!.Value);
}
