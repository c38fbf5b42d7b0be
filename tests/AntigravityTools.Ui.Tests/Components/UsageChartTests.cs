using AntigravityTools.Ui.Components;

namespace AntigravityTools.Ui.Tests.Components;

public sealed class UsageChartTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(3, 5)]
    [InlineData(15, 20)]
    [InlineData(501, 1000)]
    [InlineData(0.0008, 0.001)]
    public void Top_IsTheNextRoundFigure(double most, double top) => Assert.Equal(top, UsageChart.Round(most), 9);
}
