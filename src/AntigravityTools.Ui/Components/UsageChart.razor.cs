using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace AntigravityTools.Ui.Components;

/// <summary>Stacked bars over time, drawn by the page's own styles: it fills any width and needs no script.</summary>
public sealed partial class UsageChart
{
    private const int Tones = 7;
    private static readonly int[] Steps = [1, 2, 5, 10];

    /// <summary>What the chart shows.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>Names and their figures, one per bar; the first lies at the bottom.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<(string Name, double[] Values)> Series { get; set; } = [];

    /// <summary>A time for each bar, and what is written under it; most are left empty.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<(string Time, string Label)> Bars { get; set; } = [];

    /// <summary>The height in CSS.</summary>
    [Parameter]
    public string Height { get; set; } = "180px";

    /// <summary>True where the second series is what went wrong.</summary>
    [Parameter]
    public bool SecondIsBad { get; set; }

    /// <summary>How a figure is written; as a number where left out.</summary>
    [Parameter]
    public Func<double, string>? Written { get; set; }

    private double Top => Round(Bars.Count == 0 ? 0 : Enumerable.Range(0, Bars.Count).Max(Total));

    private string Spoken => string.Join(", ", Series.Select(one => $"{one.Name}: {Say(one.Values.Sum())}"));

    /// <summary>The next figure up that people count in: 1, 2, 5, 10, 20 …</summary>
    internal static double Round(double most)
    {
        if (most <= 0)
        {
            return 1;
        }

        var unit = Math.Pow(10, Math.Floor(Math.Log10(most)));
        return Steps.First(step => step * unit >= most * 0.999999) * unit;
    }

    private double Total(int bar) => Series.Sum(one => one.Values[bar]);

    private string Say(double value) => Written?.Invoke(value) ?? T.Compact(value);

    private string Share(double value) => (100 * value / Top).ToString("0.##", CultureInfo.InvariantCulture);

    private string Tone(int index) => SecondIsBad && index == 1 ? "bad-tone" : $"tone{index % Tones}";

    private string Tip(int bar) => $"{Bars[bar].Time}\n" + string.Join('\n', Series.Where(one => one.Values[bar] > 0).Select(one => $"{one.Name}: {Say(one.Values[bar])}"));
}
