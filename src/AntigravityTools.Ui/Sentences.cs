using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Resources;

namespace AntigravityTools.Ui;

/// <summary>
/// What the gateway says, in the user's language. Its sentences are stored, logged and sent to clients in English, so a page finds them
/// by their words; one that is not known, such as a provider's own or another version's, is shown as it is.
/// </summary>
public static class Sentences
{
    private static FrozenDictionary<string, Lazy<SentenceBook>> Books { get; } =
        new[] { "ko", "zh-Hans" }.ToFrozenDictionary(language => language, language => new Lazy<SentenceBook>(() => Load(language)));

    /// <summary>The sentence in the user's language.</summary>
    [return: NotNullIfNotNull(nameof(english))]
    public static string? Said(this Texts texts, string? english)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return english is { Length: > 0 } && Books.TryGetValue(texts.Culture.Name, out var book) ? book.Value.Say(english, texts) : english;
    }

    private static SentenceBook Load(string language)
    {
        var resources = new ResourceManager("AntigravityTools.Ui.Resources.Sentences", typeof(Sentences).Assembly);
        return new SentenceBook(resources.GetResourceSet(CultureInfo.GetCultureInfo(language), createIfNotExists: true, tryParents: false)!);
    }
}
