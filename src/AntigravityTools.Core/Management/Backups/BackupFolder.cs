namespace AntigravityTools.Core.Management.Backups;

/// <summary>A folder for files under way: its owner's alone, gone when the work is done.</summary>
internal sealed class BackupFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public BackupFolder(string parent)
    {
        Path = System.IO.Path.Combine(parent, "backup-" + System.IO.Path.GetRandomFileName());
        Create(Path);
    }

    public string Path { get; }

    public string In(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Creates a folder that only its owner may enter.</summary>
    public static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly);
        }
    }

    /// <summary>A file on its way in or out, which goes away when it is closed.</summary>
    public static FileStream OpenPassing(string folder)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(System.IO.Path.Combine(folder, "passing-" + System.IO.Path.GetRandomFileName()), options);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
