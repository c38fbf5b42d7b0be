using System.Globalization;
using System.Text.RegularExpressions;

namespace AntigravityTools.Core.Verdicts;

/// <summary>The one parser of "when again?" (product.md §4). A hint it can not read is null, never a guess.</summary>
public static partial class RetryHints
{
    /// <summary>The wait that an answer's headers state, the longest where several limits are hit; null where none does.</summary>
    /// <param name="header">Looks a header up by its lower-case name.</param>
    /// <param name="now">The time now, for absolute instants.</param>
    public static TimeSpan? FromHeaders(Func<string, string?> header, DateTimeOffset now)
    {
        if (header("retry-after-ms") is { } ms && double.TryParse(ms, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds >= 0)
        {
            return TimeSpan.FromMilliseconds(milliseconds);
        }

        if (header("retry-after") is { } after)
        {
            return RetryAfter(after, now);
        }

        return Exhausted(header, "x-ratelimit-remaining-requests", "x-ratelimit-reset-requests", now)
            ?? Exhausted(header, "x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens", now)
            ?? Exhausted(header, "anthropic-ratelimit-requests-remaining", "anthropic-ratelimit-requests-reset", now)
            ?? Exhausted(header, "anthropic-ratelimit-tokens-remaining", "anthropic-ratelimit-tokens-reset", now)
            ?? Exhausted(header, "anthropic-ratelimit-input-tokens-remaining", "anthropic-ratelimit-input-tokens-reset", now)
            ?? Exhausted(header, "anthropic-ratelimit-output-tokens-remaining", "anthropic-ratelimit-output-tokens-reset", now);
    }

    /// <summary>The wait until a reset that is stated as a duration or as an instant; null where it is neither.</summary>
    public static TimeSpan? Until(string text, DateTimeOffset now) => Duration(text) ?? Instant(text, now);

    /// <summary>A duration such as <c>6m0s</c>, <c>120ms</c>, <c>1h16m0.667s</c>, <c>34.4s</c> or plain seconds.</summary>
    public static TimeSpan? Duration(string text)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
        {
            return seconds is >= 0 and < 1e9 ? TimeSpan.FromSeconds(seconds) : null;
        }

        var match = GoDuration().Match(text);
        if (!match.Success || match.Length == 0)
        {
            return null;
        }

        return TimeSpan.FromHours(Part(match, "h")) + TimeSpan.FromMinutes(Part(match, "m"))
            + TimeSpan.FromSeconds(Part(match, "s")) + TimeSpan.FromMilliseconds(Part(match, "ms"));
    }

    private static TimeSpan? RetryAfter(string value, DateTimeOffset now)
    {
        if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
        {
            return seconds is >= 0 and < 1e9 ? TimeSpan.FromSeconds(seconds) : null;
        }

        return Instant(value, now);
    }

    private static TimeSpan? Exhausted(Func<string, string?> header, string remaining, string reset, DateTimeOffset now) =>
        header(remaining) is { } left && double.TryParse(left, NumberStyles.Float, CultureInfo.InvariantCulture, out var count) && count <= 0
        && header(reset) is { } value
            ? Until(value, now)
            : null;

    private static TimeSpan? Instant(string value, DateTimeOffset now) =>
        DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? (at > now ? at - now : TimeSpan.Zero)
            : null;

    private static double Part(Match match, string name) =>
        match.Groups[name] is { Success: true } group ? double.Parse(group.Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^(?:(?<h>\d+(?:\.\d+)?)h)?(?:(?<m>\d+(?:\.\d+)?)m(?!s))?(?:(?<s>\d+(?:\.\d+)?)s)?(?:(?<ms>\d+(?:\.\d+)?)ms)?$")]
    private static partial Regex GoDuration();
}
