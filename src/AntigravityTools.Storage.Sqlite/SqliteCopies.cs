using AntigravityTools.Core.Storage;

namespace AntigravityTools.Storage.Sqlite;

/// <summary>Copies by SQLite's own backup interface (https://www.sqlite.org/backup.html): page by page, from one snapshot.</summary>
public sealed class SqliteCopies(SqliteDatabase database) : IDatabaseCopies
{
    /// <inheritdoc/>
    public Task WriteToAsync(string path, CancellationToken cancellationToken) => database.CopyToAsync(path, cancellationToken);

    /// <inheritdoc/>
    public string? Check(string path) => SqliteDatabase.Check(path);

    /// <inheritdoc/>
    public Task ReplaceWithAsync(string path, CancellationToken cancellationToken) => database.ReplaceWithAsync(path, cancellationToken);
}
