using System.Globalization;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Ui;

/// <summary>Numbers, money and times as people read them. Unknown is said, never shown as 0.</summary>
public static class TextFormats
{
    /// <summary>A whole number with its separators.</summary>
    public static string Number(this Texts texts, long number) => number.ToString("N0", texts.Culture);

    /// <summary>The same, or a dash where it is not known.</summary>
    public static string Number(this Texts texts, long? number) => number is { } known ? texts.Number(known) : "–";

    /// <summary>A large number in few characters: 950, 12.3k, 4.56M.</summary>
    public static string Compact(this Texts texts, double number) => Math.Abs(number) switch
    {
        >= 1e9 => (number / 1e9).ToString("0.##", texts.Culture) + "B",
        >= 1e6 => (number / 1e6).ToString("0.##", texts.Culture) + "M",
        >= 1e4 => (number / 1e3).ToString("0.#", texts.Culture) + "k",
        _ => number.ToString("#,0.##", texts.Culture),
    };

    /// <summary>US dollars; small sums keep the digits that matter.</summary>
    public static string Money(this Texts texts, decimal? dollars) => dollars switch
    {
        null => texts["Unknown"],
        >= 1 or 0 => "$" + dollars.Value.ToString("#,0.00", texts.Culture),
        _ => "$" + dollars.Value.ToString("0.0000##", texts.Culture),
    };

    /// <summary>Milliseconds, or seconds where there are many.</summary>
    public static string Milliseconds(this Texts texts, double? milliseconds) => milliseconds switch
    {
        null => "–",
        >= 10_000 => (milliseconds.Value / 1000).ToString("0.0", texts.Culture) + " s",
        _ => milliseconds.Value.ToString("#,0", texts.Culture) + " ms",
    };

    /// <summary>A share as percent; a dash where there is nothing to share.</summary>
    public static string Percent(this Texts texts, double? share) => share is { } known ? known.ToString("0.#%", texts.Culture) : "–";

    /// <summary>A moment of today as its time, else with its day.</summary>
    public static string Moment(this Texts texts, DateTimeOffset moment, DateTimeOffset now)
    {
        var (local, today) = (moment.ToLocalTime(), now.ToLocalTime().Date);
        return local.Date == today ? local.ToString("T", texts.Culture) : local.ToString("MMM d ", texts.Culture) + local.ToString("t", texts.Culture);
    }

    /// <summary>A remaining time: 42 s, 3 m 05 s, 2 h 10 m, 3 d 4 h.</summary>
    public static string Remaining(this Texts texts, TimeSpan left) => left switch
    {
        { TotalSeconds: < 1 } => texts["Now"],
        { TotalMinutes: < 1 } => texts.Format("LeftSeconds", (int)Math.Ceiling(left.TotalSeconds)),
        { TotalHours: < 1 } => texts.Format("LeftMinutes", left.Minutes, left.Seconds.ToString("00", CultureInfo.InvariantCulture)),
        { TotalDays: < 1 } => texts.Format("LeftHours", left.Hours, left.Minutes.ToString("00", CultureInfo.InvariantCulture)),
        _ => texts.Format("LeftDays", left.Days, left.Hours),
    };

    /// <summary>A verdict in plain words.</summary>
    public static string Of(this Texts texts, Verdict verdict) => texts["Verdict_" + verdict.ToName()];

    /// <summary>What a verdict means and what to do.</summary>
    public static string Meaning(this Texts texts, Verdict verdict) => texts["Meaning_" + verdict.ToName()];

    /// <summary>A state in plain words.</summary>
    public static string Of(this Texts texts, AccountState state) => texts["State_" + state.ToName()];

    /// <summary>What a limit counts; a provider's own name for it where no other is known.</summary>
    public static string Of(this Texts texts, QuotaReading quota) => texts.Find("Quota_" + quota.Name) ?? texts.Find("Limit_" + quota.Name) ?? quota.Name;

    /// <summary>Bytes in the largest unit that keeps a digit before the point.</summary>
    public static string Bytes(this Texts texts, long bytes) => bytes switch
    {
        >= 1L << 30 => ((double)bytes / (1L << 30)).ToString("0.##", texts.Culture) + " GiB",
        >= 1L << 20 => ((double)bytes / (1L << 20)).ToString("0.##", texts.Culture) + " MiB",
        >= 1L << 10 => ((double)bytes / (1L << 10)).ToString("0.#", texts.Culture) + " KiB",
        _ => bytes.ToString(texts.Culture) + " B",
    };
}
