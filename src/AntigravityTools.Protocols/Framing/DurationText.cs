namespace AntigravityTools.Protocols.Framing;

/// <summary>Durations as providers spell them: <c>34.4s</c>, <c>20ms</c>, <c>6m0s</c>, <c>1h2m3.5s</c>, <c>20 seconds</c>.</summary>
public static class DurationText
{
    private static readonly string[] Leads =
        ["try again in ", "retry in ", "retry after ", "reset after ", "resets after ", "reset in ", "resets in ", "available in "];

    private static readonly System.Buffers.SearchValues<char> Digits = System.Buffers.SearchValues.Create("0123456789.");

    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    /// <summary>Reads a duration that is the whole text.</summary>
    public static TimeSpan? Parse(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        return Take(ref text, out var duration) && text.Trim().IsEmpty ? duration : null;
    }

    /// <summary>Finds a duration behind words such as "try again in" in a sentence.</summary>
    public static TimeSpan? Find(ReadOnlySpan<char> sentence)
    {
        foreach (var lead in Leads)
        {
            var at = sentence.IndexOf(lead, StringComparison.OrdinalIgnoreCase);
            if (at < 0)
            {
                continue;
            }

            var rest = sentence[(at + lead.Length)..];
            if (Take(ref rest, out var duration))
            {
                return duration;
            }
        }

        return null;
    }

    private static bool Take(ref ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = default;
        var any = false;
        while (TakePart(ref text, out var part))
        {
            any = true;
            duration += part;
        }

        return any && duration <= Longest;
    }

    private static bool TakePart(ref ReadOnlySpan<char> text, out TimeSpan part)
    {
        part = default;
        var rest = text.TrimStart();
        var digits = rest.IndexOfAnyExcept(Digits);
        if (digits <= 0 || !double.TryParse(rest[..digits], System.Globalization.CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        rest = rest[digits..].TrimStart();
        var letters = 0;
        while (letters < rest.Length && char.IsAsciiLetter(rest[letters]))
        {
            letters++;
        }

        var unit = Unit(rest[..letters]);
        if (unit == 0 || number > Longest.TotalMilliseconds / unit)
        {
            return false;
        }

        part = TimeSpan.FromMilliseconds(number * unit);
        text = rest[letters..];
        return true;
    }

    /// <summary>Milliseconds in a unit; 0 where the word is none.</summary>
    private static double Unit(ReadOnlySpan<char> word) => word switch
    {
        "ms" or "millisecond" or "milliseconds" => 1,
        "s" or "sec" or "secs" or "second" or "seconds" => 1_000,
        "m" or "min" or "mins" or "minute" or "minutes" => 60_000,
        "h" or "hour" or "hours" => 3_600_000,
        "d" or "day" or "days" => 86_400_000,
        _ => 0,
    };
}
