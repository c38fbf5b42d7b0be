using System.Collections.Frozen;

namespace AntigravityTools.Ui;

/// <summary>
/// What the gateway says of a choice or an attempt in the user's language. Such sentences are kept with the request, in English, so they
/// are found by their words; one that is not known, as from another version, is shown as it is.
/// </summary>
public static class Sentences
{
    private const string AfterFailures = "The accounts before it failed; of the others: ";

    private static FrozenDictionary<string, string> Keys { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["It is pinned: everything goes there while it is healthy."] = "Said_pinned",
        ["It is pinned."] = "Said_is_pinned",
        ["The conversation is bound to it, and its prompt cache is there."] = "Said_bound",
        ["It was blocked; this request tests whether it came back."] = "Said_probe",
        ["It is the only account that can serve the model."] = "Said_only",
        ["It has the most headroom: quota left, requests in flight and weight."] = "Said_headroom",
        ["It has the fewest requests in flight."] = "Said_fewest",
        ["It is the first in priority that can be used."] = "Said_priority",
        ["It can be used now."] = "Said_usable",
        ["answered"] = "Said_answered",
        ["next account"] = "Said_next",
        ["told the client"] = "Said_told",
        ["opaque state stripped, same account again"] = "Said_stripped",
        ["credential refreshed, same account again"] = "Said_refreshed",
        ["dropped"] = "Said_dropped",
        ["approximated"] = "Said_approximated",
        ["emulated"] = "Said_emulated",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The sentence in the user's language.</summary>
    public static string Said(this Texts texts, string english)
    {
        ArgumentNullException.ThrowIfNull(english);
        return english.StartsWith(AfterFailures, StringComparison.Ordinal) && Keys.TryGetValue(english[AfterFailures.Length..], out var rest)
            ? texts.Format("Said_after_failures", texts[rest])
            : Keys.TryGetValue(english, out var key) ? texts[key] : english;
    }
}
