using AntigravityTools.App.Desktop;
using AntigravityTools.App.Desktop.Gtk;
using AntigravityTools.App.Tests.Running;

namespace AntigravityTools.App.Tests.Desktop.Gtk;

public sealed class TrayPictureFilesTests : IDisposable
{
    private readonly TestHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void EveryState_HasAFileOfItsOwn_ThatOnlyItsOwnerReads()
    {
        var files = new TrayPictureFiles(_home.Path);
        Assert.True(files.TryWrite());
        Assert.All(Enum.GetValues<TrayIcon>(), icon =>
        {
            var bytes = File.ReadAllBytes(files.PathOf(icon));
            Assert.Equal([0x89, 0x50, 0x4E, 0x47], bytes[..4]);

            // The end of every PNG file, whose checksum the specification's own example states.
            Assert.Equal([0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82], bytes[^12..]);
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(files.PathOf(icon)));
            }
        });
    }

    [Fact]
    public void FolderThatIsNotThere_LeavesTheThemesPictures() => Assert.False(new TrayPictureFiles(Path.Combine(_home.Path, "missing")).TryWrite());
}
