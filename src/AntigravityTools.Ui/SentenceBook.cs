using System.Collections;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Resources;

namespace AntigravityTools.Ui;

/// <summary>
/// The gateway's sentences in one language, out of its file <c>Resources/Sentences.*.resx</c>: the name of an entry is the English
/// sentence, with holes as <see cref="SentenceTemplate"/> reads them, and its value the translation.
/// </summary>
internal sealed class SentenceBook
{
    // No entry is longer, what stands in its holes included; a provider's page of text is.
    private const int MostSentences = 8;

    private readonly FrozenDictionary<string, string> _fixed;
    private readonly ImmutableArray<SentenceTemplate> _templates;

    /// <summary>The book of a language's entries.</summary>
    public SentenceBook(ResourceSet entries)
    {
        var holed = entries.Cast<DictionaryEntry>().ToLookup(entry => ((string)entry.Key).Contains("{0", StringComparison.Ordinal));
        _fixed = holed[false].ToFrozenDictionary(entry => (string)entry.Key, entry => (string)entry.Value!, StringComparer.Ordinal);
        _templates = [.. holed[true].Select(entry => new SentenceTemplate((string)entry.Key, (string)entry.Value!)).OrderByDescending(template => template.Fixed)];
    }

    /// <summary>A sentence, or several one after the other; what is not in the book stays English.</summary>
    public string Say(string english, Texts texts)
    {
        var rest = english.Replace(". ", ".\n", StringComparison.Ordinal).Split('\n');
        var said = new List<string>();
        while (rest.Length > 0)
        {
            // The longest run of sentences that is an entry; else the first one as it is.
            var length = Math.Min(rest.Length, MostSentences);
            var translated = Find(string.Join(' ', rest[..length]), texts);
            while (translated is null && --length > 0)
            {
                translated = Find(string.Join(' ', rest[..length]), texts);
            }

            said.Add(translated ?? rest[0]);
            rest = rest[Math.Max(1, length)..];
        }

        return string.Join(' ', said);
    }

    private string? Find(string english, Texts texts)
    {
        if (_fixed.TryGetValue(english, out var known))
        {
            return known;
        }

        foreach (var template in _templates)
        {
            if (template.Translate(english, texts) is { } translated)
            {
                return translated;
            }
        }

        return null;
    }
}
