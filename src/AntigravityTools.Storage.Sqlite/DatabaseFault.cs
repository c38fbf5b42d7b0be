using Microsoft.Data.Sqlite;

namespace AntigravityTools.Storage.Sqlite;

/// <summary>The sentences for a database that can not be used.</summary>
internal static class DatabaseFault
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int Corrupt = 11;
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
}
