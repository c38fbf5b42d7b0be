using AntigravityTools.Core.Storage;
using Microsoft.Data.Sqlite;

namespace AntigravityTools.Storage.Sqlite;

/// <summary>The sentences for a database that can not be used.</summary>
internal static class DatabaseFault
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int DiskError = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    internal static DatabaseUnusableException Foreign(string path) =>
        new($"'{path}' is not a database of Antigravity Tools: move it away to start with an empty one, or restore a backup.");

    internal static DatabaseUnusableException Damaged(string path, Exception? cause = null) =>
        new($"The database '{path}' is damaged: restore a backup, or move it away to start with an empty one.", cause!);

    internal static DatabaseUnusableException Newer(string path, long found, int known) =>
        new($"The database '{path}' was written by a newer version of Antigravity Tools (schema {found}, this one knows {known}): "
            + "update the program, or restore a backup made with this version.");

    internal static DatabaseUnusableException NotOpened(string path, Exception cause) =>
        new($"The database '{path}' can not be opened ({cause.Message.TrimEnd('.')}): see that the disk has room and that the file and its folder are writable, or choose another data directory.", cause);

    internal static DatabaseUnusableException From(string path, SqliteException error) => error.SqliteErrorCode switch
    {
        NotADatabase => Foreign(path),
        Corrupt => Damaged(path, error),
        Busy or Locked => new($"The database '{path}' is in use by another program: close that program first.", error),
        _ => NotOpened(path, error),
    };

    /// <summary>Why a write failed, in sentences for the user; null for what is a mistake of ours and no fault of the disk.</summary>
    internal static StoreWriteException? NotWritten(string path, SqliteException error)
    {
        const string Happened = "The data could not be stored";
        return error.SqliteErrorCode switch
        {
            Full => new($"{Happened}: the disk is full. Make room on the disk that holds '{path}', then try again.", error),
            DiskError => new($"{Happened}: the disk that holds '{path}' reports an error. See that it has room and works, then try again.", error),
            Busy or Locked => new($"{Happened}: another program has locked the database '{path}'. Close that program, then try again.", error, isTransient: true),
            ReadOnly or CannotOpen => new($"{Happened}: '{path}' can not be written. Give this user the right to write the file and its folder, then try again.", error),
            Corrupt or NotADatabase => new($"{Happened}: the database '{path}' is damaged. Restore a backup, or move it away to start with an empty one.", error),
            _ => null,
        };
    }
}
