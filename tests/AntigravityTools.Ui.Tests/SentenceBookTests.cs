using System.Text.RegularExpressions;
using System.Xml.Linq;
using AntigravityTools.Testing;

namespace AntigravityTools.Ui.Tests;

/// <summary>What the gateway says on its pages is there in every language: an entry for each sentence, and each one is found.</summary>
public sealed partial class SentenceBookTests
{
    // Where the sentences of the pages are made; a new room that says something is named here.
    private static readonly string[] Rooms =
    [
        "Core/Accounts", "Core/Clients", "Core/Configuration", "Core/Keys", "Core/Management", "Core/Pipeline", "Core/Upstreams", "Core/Usage", "Protocols",
        "Server/Answers/ModelAnswers.cs", "Server/Auth", "Server/Listening", "Server/OAuthCallback", "Server/ManagementApi/Backup", "Server/Requests",
        "Storage.Sqlite/Accounts", "App/Platform/Autostart",
    ];

    // What of these never reaches a page, with the reason.
    private static readonly Dictionary<string, string> Elsewhere = new()
    {
        ["Core/Configuration/ConfigSchema.cs"] = "comments of config.json",
        ["Protocols/Framing/FaultClassifier.cs"] = "words that providers use",
        ["Protocols/Framing/DurationText.cs"] = "words that providers use",
        ["Protocols/Anthropic/AnthropicFaults.cs"] = "words that providers and Claude Code use",
        ["Protocols/Anthropic/AnthropicTypedTools.cs"] = "said to models",
        ["Server/Auth/Cors.cs"] = "names of headers",
    };

    // Lines for models and words of providers that stand in files with sentences of ours.
    private static readonly HashSet<string> Others =
    [
        "response with id", "file with id", "no such file", "conversation with id",
        "Answer with one JSON object and nothing else.", "When you answer in words, answer with one JSON object and nothing else.",
        "[The model made a {} ({}) that this protocol can not carry.]", "No output was recorded for this call.", "See the attached media.",
        "[{} of call {}: see the next message]", "The {} that the tool call {} returned:",
        "Translate what is said in this recording into English.", "Write down word for word what is said in this recording, in the language that is spoken.",
        " The language is '{}'.", " What came before, for context and spelling: {}", "{} Answer with that text alone, without remarks, times or names of speakers.{}{}",
    ];

    [Fact]
    public void SourceSentence_HasAnEntry()
    {
        var known = Entries("ko").Keys.Select(entry => SourceSentences.Normal(entry).TrimEnd('.')).ToHashSet();
        var missing = Rooms.SelectMany(Files)
            .SelectMany(file => SourceSentences.In(file).Where(text => !Others.Contains(text) && !IsKnown(text, known)).Select(text => $"{file}: {text}"));
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
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(path => path.StartsWith("src/AntigravityTools." + room, StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal) && !Elsewhere.ContainsKey(path["src/AntigravityTools.".Length..]));

    // As it is, as the beginning or the end of an entry that it always stands in, with another first word, or sentence by sentence.
    private static bool IsKnown(string text, HashSet<string> known)
    {
        var plain = text.Trim().TrimEnd('.');
        string[] forms =
        [
            plain, $"{plain} {{}}", $"{plain} ({{}})", $"{{}} {plain}", $"{{}}: {plain}", $"{{}} must be {plain}",
            FirstWord().Replace(plain, "{}"), OuterHole().Replace(plain, ""), Quoted().Replace(plain, "'{}'"), Choice().Replace(Quoted().Replace(plain, "'{}'"), "must be {};"),
        ];
        return forms.Any(known.Contains) || (SentenceEnd().Split(plain) is { Length: > 1 } sentences && sentences.All(one => one == "{}" || IsKnown(one, known)));
    }

    [GeneratedRegex("'[^']*'")]
    private static partial Regex Quoted();

    [GeneratedRegex("must be [^;]+;")]
    private static partial Regex Choice();

    [GeneratedRegex(@"^\S+")]
    private static partial Regex FirstWord();

    [GeneratedRegex(@"^\{\} ?|\.? ?\{\}$")]
    private static partial Regex OuterHole();

    [GeneratedRegex(@"(?<=\.) |(?<=\{\}) (?=[A-Z])")]
    private static partial Regex SentenceEnd();

    private static Dictionary<string, string> Entries(string language) =>
        XDocument.Load(Path.Combine(Repository.Root, "src", "AntigravityTools.Ui", "Resources", $"Sentences.{language}.resx"))
            .Descendants("data").ToDictionary(entry => entry.Attribute("name")!.Value, entry => entry.Element("value")!.Value);
}
