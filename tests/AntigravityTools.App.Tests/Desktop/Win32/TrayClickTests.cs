using AntigravityTools.App.Desktop.Win32;

namespace AntigravityTools.App.Tests.Desktop.Win32;

public sealed class TrayClickTests
{
    [Theory]
    [InlineData(0x007B, "Menu")]
    [InlineData(0x0400, "Open")]
    [InlineData(0x0401, "Open")]
    [InlineData(0x0200, "None")]
    [InlineData(0x0205, "None")]
    public void Event_IsTheLowWord_TheIconsNumberTheHigh(int @event, string kind) =>
        Assert.Equal(kind, TrayClick.Read(0, (1 << 16) | @event).Kind.ToString());

    [Theory]
    [InlineData(1174, 13)]
    [InlineData(-1200, 40)]
    [InlineData(0, -1)]
    public void Place_MayLieLeftOfOrAboveTheFirstScreen(int x, int y)
    {
        var click = TrayClick.Read((nint)(uint)(((ushort)y << 16) | (ushort)x), 0x007B);
        Assert.Equal((x, y), (click.X, click.Y));
    }
}
