using AntigravityTools.App.Desktop;

namespace AntigravityTools.App.Tests.Desktop;

public sealed class TrayPictureTests
{
    [Fact]
    public void States_DifferInColourAndInSign()
    {
        const int Size = 16;
        var icons = Enum.GetValues<TrayIcon>();
        Assert.Equal(icons.Length, icons.Select(icon => TrayPicture.Pixel(icon, 2, 8, Size)).Distinct().Count());
        Assert.Equal(icons.Length, icons.Select(icon => string.Join(',', Signs(icon, Size))).Distinct().Count());
        Assert.All(icons, icon => Assert.NotEmpty(Signs(icon, Size)));
    }

    [Fact]
    public void Corners_AreClear_TheMiddleIsNot() => Assert.All(Enum.GetValues<TrayIcon>(), icon =>
    {
        Assert.Equal(0u, TrayPicture.Pixel(icon, 0, 0, 16));
        Assert.Equal(0xFFu, TrayPicture.Pixel(icon, 8, 8, 16) >> 24);
    });

    private static IEnumerable<int> Signs(TrayIcon icon, int size) =>
        Enumerable.Range(0, size * size).Where(place => TrayPicture.Pixel(icon, place % size, place / size, size) == 0xFFFFFFFF);
}
