namespace AntigravityTools.App.Platform;

/// <summary>
/// Gives a data directory one owner by the operating system's lock on a file. The system lets go of it when the process ends,
/// however it ends, so a lock is never stale.
/// </summary>
internal sealed class DirectoryLock : IDisposable
{
    private const int WindowsSharingViolation = unchecked((int)0x80070020);
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;
    private readonly FileStream _file;

    private DirectoryLock(FileStream file) => _file = file;

    /// <summary>Takes the lock, or returns null where another process has it.</summary>
    /// <exception cref="IOException">The file can not be opened for another reason.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory is not ours to write in.</exception>
    public static DirectoryLock? TryTake(string path)
    {
        try
        {
            return new DirectoryLock(PrivateFile.Open(path, FileMode.OpenOrCreate, FileShare.None));
        }
        catch (IOException error) when (error.HResult is WindowsSharingViolation or LinuxWouldBlock or MacWouldBlock)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
