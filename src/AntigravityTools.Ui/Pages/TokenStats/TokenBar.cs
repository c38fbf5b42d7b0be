using System.Globalization;

namespace AntigravityTools.Ui.Pages.TokenStats;

/// <summary>One bar of the chart.</summary>
/// <param name="Start">The span's start.</param>
/// <param name="Tokens">All tokens in it.</param>
/// <param name="Most">The tokens of the highest bar.</param>
public sealed record TokenBar(DateTimeOffset Start, long Tokens, long Most)
{
    /// <summary>Its height in percent.</summary>
    public string Height => (100.0 * Tokens / Most).ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>What it says to the pointer.</summary>
    public string Title(CultureInfo culture) => $"{Start.ToLocalTime().ToString("g", culture)}: {Tokens.ToString("N0", culture)}";
}
