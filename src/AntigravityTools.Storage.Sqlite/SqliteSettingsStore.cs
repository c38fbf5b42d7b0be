using AntigravityTools.Core.Storage;

namespace AntigravityTools.Storage.Sqlite;

/// <summary>Settings in the database.</summary>
public sealed class SqliteSettingsStore(SqliteDatabase database) : ISettingsStore
{
    /// <inheritdoc/>
    public Task<string?> GetAsync(string key, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => connection.Scalar("SELECT value FROM settings WHERE key = $key", ("$key", key)) as string, cancellationToken);

    /// <inheritdoc/>
    public Task SetAsync(string key, string? value, CancellationToken cancellationToken) => database.WriteAsync(
        connection => value is null
            ? connection.Execute("DELETE FROM settings WHERE key = $key", ("$key", key))
            : connection.Execute("INSERT OR REPLACE INTO settings (key, value) VALUES ($key, $value)", ("$key", key), ("$value", value)),
        cancellationToken,
        durable: true);
}
