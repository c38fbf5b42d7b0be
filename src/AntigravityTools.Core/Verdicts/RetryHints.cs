using System.Globalization;
using AntigravityTools.Protocols.Framing;

namespace AntigravityTools.Core.Verdicts;

/// <summary>
/// The one parser of "when again?" (product.md §4): headers, durations, instants, sentences. A hint it can not read is null, never a
/// guess; where several limits are hit, the longest counts.
/// </summary>
public static class RetryHints
{
    private const double FirstEpoch = 1e9;
    private const double FirstEpochMilliseconds = 1e11;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    private static readonly (string Remaining, string Reset)[] Limits =
    [
        ("x-ratelimit-remaining-requests", "x-ratelimit-reset-requests"),
        ("x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens"),
        ("x-ratelimit-remaining", "x-ratelimit-reset"),
        ("ratelimit-remaining", "ratelimit-reset"),
        ("anthropic-ratelimit-requests-remaining", "anthropic-ratelimit-requests-reset"),
        ("anthropic-ratelimit-tokens-remaining", "anthropic-ratelimit-tokens-reset"),
        ("anthropic-ratelimit-input-tokens-remaining", "anthropic-ratelimit-input-tokens-reset"),
        ("anthropic-ratelimit-output-tokens-remaining", "anthropic-ratelimit-output-tokens-reset"),
    ];

    private static readonly string[] InstantLeads = ["try again at ", "retry at ", "resets at ", "reset at ", "available at ", "retry after ", "try again after "];

    /// <summary>The wait that a refusal states in its headers, its details and its sentence.</summary>
    /// <param name="header">Looks a header up by its lower-case name.</param>
    /// <param name="details">The wait that the body's details or sentence state as a duration; null where they state none.</param>
    /// <param name="message">The sentence, which may name an instant.</param>
    /// <param name="now">The time now, for absolute instants.</param>
    public static TimeSpan? Of(Func<string, string?> header, TimeSpan? details, string message, DateTimeOffset now)
    {
        var stated = Longer(RetryAfter(header, now), details);
        return stated ?? FromLimits(header, now) ?? FromSentence(message, now);
    }

    /// <summary>The wait that an answer's headers state; null where none does.</summary>
    /// <param name="header">Looks a header up by its lower-case name.</param>
    /// <param name="now">The time now, for absolute instants.</param>
    public static TimeSpan? FromHeaders(Func<string, string?> header, DateTimeOffset now) => RetryAfter(header, now) ?? FromLimits(header, now);

    /// <summary>The wait until a reset that is stated as a duration, an instant or seconds since 1970; null where it is none.</summary>
    public static TimeSpan? Until(string text, DateTimeOffset now) => Duration(text, now) ?? Instant(text, now);

    /// <summary>A duration such as <c>6m0s</c>, <c>120ms</c>, <c>1h16m0.667s</c>, <c>34.4s</c> or plain seconds.</summary>
    public static TimeSpan? Duration(string text) =>
        Number(text) is { } seconds ? (seconds < FirstEpoch ? TimeSpan.FromSeconds(seconds) : null) : DurationText.Parse(text);

    /// <summary>The wait that a sentence states: "try again in 6m0s", "resets at 2026-11-25T12:00:00Z".</summary>
    public static TimeSpan? FromSentence(string sentence, DateTimeOffset now)
    {
        if (DurationText.Find(sentence) is { } duration)
        {
            return duration;
        }

        foreach (var lead in InstantLeads)
        {
            var at = sentence.IndexOf(lead, StringComparison.OrdinalIgnoreCase);
            if (at >= 0 && LeadingInstant(sentence[(at + lead.Length)..], now) is { } wait)
            {
                return wait;
            }
        }

        return null;
    }

    private static TimeSpan? RetryAfter(Func<string, string?> header, DateTimeOffset now) =>
        header("retry-after-ms") is { } ms && Number(ms) is { } milliseconds and < 1e11 ? TimeSpan.FromMilliseconds(milliseconds)
        : header("retry-after") is { } after ? Until(after, now)
        : null;

    // A limit that still has room is not the one that was hit; one that does not say what is left may be.
    private static TimeSpan? FromLimits(Func<string, string?> header, DateTimeOffset now)
    {
        TimeSpan? hit = null;
        TimeSpan? unsaid = null;
        foreach (var (remaining, reset) in Limits)
        {
            if (header(reset) is not { } text || Until(text, now) is not { } wait)
            {
                continue;
            }

            if (header(remaining) is not { } left)
            {
                unsaid = Longer(unsaid, wait);
            }
            else if (Number(left) is 0)
            {
                hit = Longer(hit, wait);
            }
        }

        return hit ?? unsaid;
    }

    private static TimeSpan? Duration(string text, DateTimeOffset now)
    {
        if (Number(text) is not { } number)
        {
            return DurationText.Parse(text);
        }

        if (number < FirstEpoch)
        {
            return TimeSpan.FromSeconds(number);
        }

        var at = DateTimeOffset.UnixEpoch + (number < FirstEpochMilliseconds ? TimeSpan.FromSeconds(number) : TimeSpan.FromMilliseconds(number));
        return Wait(at, now);
    }

    private static TimeSpan? LeadingInstant(string text, DateTimeOffset now)
    {
        // RFC 3339 first (one word), then an HTTP date (to the zone's end).
        var word = text.Split(' ', 2)[0].TrimEnd('.', ',', ')', ';');
        if (word.Contains('T', StringComparison.Ordinal) && Instant(word, now) is { } wait)
        {
            return wait;
        }

        var zone = text.IndexOf("GMT", StringComparison.Ordinal);
        return zone > 0 ? Instant(text[..(zone + 3)], now) : null;
    }

    private static TimeSpan? Instant(string value, DateTimeOffset now) =>
        DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? Wait(at, now) : null;

    private static TimeSpan? Wait(DateTimeOffset at, DateTimeOffset now) =>
        at <= now ? TimeSpan.Zero : at - now <= Longest ? at - now : null;

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and < 1e15 ? number : null;

    private static TimeSpan? Longer(TimeSpan? one, TimeSpan? other) => one is null || other > one ? other ?? one : one;
}
