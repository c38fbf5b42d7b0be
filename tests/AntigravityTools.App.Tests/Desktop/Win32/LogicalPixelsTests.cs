using AntigravityTools.App.Desktop;
using AntigravityTools.App.Desktop.Win32;

namespace AntigravityTools.App.Tests.Desktop.Win32;

public sealed class LogicalPixelsTests
{
    [Theory]
    [InlineData(96u, 1200, 800)]
    [InlineData(120u, 1500, 1000)]
    [InlineData(192u, 2400, 1600)]
    public void Size_GrowsWithTheScreensFineness(uint dpi, int width, int height) =>
        Assert.Equal(new WindowSize(width, height), LogicalPixels.ToScreen(new WindowSize(1200, 800), dpi));

    [Theory]
    [InlineData(96u)]
    [InlineData(120u)]
    [InlineData(144u)]
    [InlineData(168u)]
    [InlineData(240u)]
    public void Size_ComesBackAsItWas_SoThatTheWindowDoesNotCreep(uint dpi)
    {
        for (var width = 320; width < 2000; width += 7)
        {
            var size = new WindowSize(width, width + 1);
            Assert.Equal(size, LogicalPixels.FromScreen(LogicalPixels.ToScreen(size, dpi), dpi));
        }
    }
}
