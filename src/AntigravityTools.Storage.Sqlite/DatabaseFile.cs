using System.Buffers.Binary;

namespace AntigravityTools.Storage.Sqlite;

/// <summary>The file beneath a database: private to its owner, and looked at before SQLite touches it.</summary>
internal static class DatabaseFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int HeaderBytes = 100;

    /// <summary>Creates the file for its owner alone where it is missing. Returns true where it already holds data.</summary>
    /// <exception cref="DatabaseUnusableException">It is no database, was cut short, or can not be opened.</exception>
    internal static bool Prepare(string path)
    {
        try
        {
            using var stream = new FileStream(path, Options());
            Close(path);
            if (stream.Length == 0)
            {
                return false;
            }

            Inspect(path, stream);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DatabaseFault.NotOpened(path, error);
        }
    }

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return options;
    }

    // SQLite gives its side files the mode of the database, but not to those that are there already.
    private static void Close(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        foreach (var file in new[] { path, path + "-wal", path + "-shm" })
        {
            if (File.Exists(file) && (File.GetUnixFileMode(file) & ~OwnerOnly) != 0)
            {
                File.SetUnixFileMode(file, OwnerOnly);
            }
        }
    }

    // Format: https://www.sqlite.org/fileformat.html §1.3.
    private static void Inspect(string path, FileStream stream)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        var read = stream.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false);
        if (!header[..read].StartsWith("SQLite format 3\0"u8))
        {
            throw DatabaseFault.Foreign(path);
        }

        if (read < HeaderBytes || (!HasLog(path) && IsCutShort(header, stream.Length)))
        {
            throw DatabaseFault.Damaged(path);
        }
    }

    // With a write-ahead log the file may rightly be shorter than its header says.
    private static bool HasLog(string path) => new FileInfo(path + "-wal") is { Exists: true, Length: > 0 };

    private static bool IsCutShort(ReadOnlySpan<byte> header, long length)
    {
        long pageBytes = BinaryPrimitives.ReadUInt16BigEndian(header[16..]) is var size && size == 1 ? 65_536 : size;
        var pages = BinaryPrimitives.ReadUInt32BigEndian(header[28..]);
        var isPageCountValid = header[24..28].SequenceEqual(header[92..96]);
        return isPageCountValid && pages * pageBytes > length;
    }
}
