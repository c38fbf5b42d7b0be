using AntigravityTools.App.Desktop;
using AntigravityTools.App.Tests.Running;

namespace AntigravityTools.App.Tests.Desktop;

public sealed class WindowSizeFileTests : IDisposable
{
    private readonly TestHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Size_IsRemembered()
    {
        var file = new WindowSizeFile(Path.Combine(_home.Path, "window.json"));
        Assert.Equal(WindowSize.Default, file.Read());
        file.Write(new WindowSize(900, 700));
        Assert.Equal(new WindowSize(900, 700), file.Read());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"width\":1,\"height\":1}")]
    [InlineData("[]")]
    public void FileThatHoldsNoSensibleSize_GivesTheDefault(string text)
    {
        var path = Path.Combine(_home.Path, "window.json");
        File.WriteAllText(path, text);
        Assert.Equal(WindowSize.Default, new WindowSizeFile(path).Read());
    }
}
