using AntigravityTools.App.Platform;
using AntigravityTools.App.Tests.Running;

namespace AntigravityTools.App.Tests.Platform;

public sealed class DirectoryClaimTests : IDisposable
{
    private static readonly Dictionary<string, string> NoVariables = [];
    private readonly TestHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task FreeDirectory_IsOursAndAFileLeftBehindIsRemoved()
    {
        var directory = Locate();
        PrivateFile.Write(directory.Runtime, """{"pid":1,"proxy_url":"http://127.0.0.1:1","console_url":null,"version":"0"}""");

        var claim = await ClaimAsync(directory);
        using var taken = claim.Lock;

        Assert.NotNull(taken);
        Assert.False(File.Exists(directory.Runtime));
    }

    [Fact]
    public async Task OwnedDirectory_NamesItsOwner()
    {
        var directory = Locate();
        using var owner = DirectoryLock.TryTake(directory.Lock);
        using var runtime = new RuntimeFile(directory.Runtime);
        runtime.Write(new RuntimeInfo(42, "http://127.0.0.1:1", null, "9.9"));

        var claim = await ClaimAsync(directory);

        Assert.Null(claim.Lock);
        Assert.Equal(new RuntimeInfo(42, "http://127.0.0.1:1", null, "9.9"), claim.Owner);
    }

    [Fact]
    public async Task OwnerThatSaysNothing_IsAnErrorInTheEnd()
    {
        var directory = Locate();
        using var owner = DirectoryLock.TryTake(directory.Lock);

        var claim = await ClaimAsync(directory);

        Assert.Contains("does not say where it can be reached", claim.Error!, StringComparison.Ordinal);
    }

    [Fact]
    public void LockThatWasLetGo_CanBeTakenAgain()
    {
        var directory = Locate();
        DirectoryLock.TryTake(directory.Lock)!.Dispose();

        using var again = DirectoryLock.TryTake(directory.Lock);

        Assert.NotNull(again);
    }

    [Fact]
    public void Option_WinsOverTheVariable()
    {
        var variables = new Dictionary<string, string> { [DataDirectory.Variable] = "/from/variable" };

        Assert.Equal(Path.GetFullPath("/from/option"), DataDirectory.Locate("/from/option", variables).Path);
        Assert.Equal(Path.GetFullPath("/from/variable"), DataDirectory.Locate(null, variables).Path);
    }

    [Theory]
    [InlineData("/data/home", "/data/home/antigravity-tools")]
    [InlineData("relative", null)]
    public void XdgDataHome_IsUsedWhereItIsAbsolute(string value, string? expected)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The variable belongs to Linux.");
        var path = DataDirectory.Locate(null, new Dictionary<string, string> { ["XDG_DATA_HOME"] = value }).Path;

        Assert.Equal(expected ?? DataDirectory.Locate(null, NoVariables).Path, path);
    }

    private static Task<DirectoryClaim> ClaimAsync(DataDirectory directory) =>
        DirectoryClaim.MakeAsync(directory, TimeSpan.Zero, TimeProvider.System, TestContext.Current.CancellationToken);

    private DataDirectory Locate()
    {
        var directory = DataDirectory.Locate(_home.Path, NoVariables);
        Assert.Null(directory.Prepare());
        return directory;
    }
}
