using System.Security.Cryptography;
using System.Text.Json;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage;
using Microsoft.Data.Sqlite;

namespace AntigravityTools.Storage.Sqlite;

/// <summary>Captured bodies in the database, each encrypted for its own row.</summary>
public sealed class SqliteCaptureStore(SqliteDatabase database, ISecretProtector protector) : ICaptureStore
{
    /// <inheritdoc/>
    public Task<long> AddAsync(IReadOnlyList<CapturedExchange> batch, CancellationToken cancellationToken)
    {
        // Encrypting is done before the writer's turn, which requests wait for too.
        var rows = batch.Select(capture => (Capture: capture, Body: Lock(capture))).ToList();
        return database.WriteAsync(connection => Add(connection, rows), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<CapturedExchange?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var body = await database.ReadAsync(
            connection => connection.Scalar("SELECT body FROM captures WHERE id = $id AND protector = $protector", ("$id", id), ("$protector", protector.Name)) as byte[],
            cancellationToken).ConfigureAwait(false);
        if (body is null || protector.Unprotect(body, Context(id)) is not { } open)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(open, StorageJson.Default.CapturedExchange);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(open);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> IdsAsync(CancellationToken cancellationToken) => database.ReadAsync(ReadIds, cancellationToken);

    /// <inheritdoc/>
    public Task<(long Count, long Bytes)> SizeAsync(CancellationToken cancellationToken) => database.ReadAsync(
        connection => (connection.Number("SELECT count(*) FROM captures"), connection.Number("SELECT sum(bytes) FROM captures")), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(string id, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => connection.Execute("DELETE FROM captures WHERE id = $id", ("$id", id)) > 0, cancellationToken);

    /// <inheritdoc/>
    public async Task DeleteOlderAsync(DateTimeOffset olderThan, CancellationToken cancellationToken)
    {
        // A few at a time, so that requests are written in between.
        const string Delete = "DELETE FROM captures WHERE id IN (SELECT id FROM captures WHERE at < $older ORDER BY at LIMIT 50)";
        while (await database.WriteAsync(connection => connection.Execute(Delete, ("$older", olderThan.UtcTicks)), cancellationToken).ConfigureAwait(false) > 0)
        {
        }
    }

    private static string Context(string id) => "capture:" + id;

    private byte[] Lock(CapturedExchange capture)
    {
        var open = JsonSerializer.SerializeToUtf8Bytes(capture, StorageJson.Default.CapturedExchange);
        try
        {
            return protector.Protect(open, Context(capture.Id));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(open);
        }
    }

    private long Add(SqliteConnection connection, List<(CapturedExchange Capture, byte[] Body)> rows)
    {
        foreach (var (capture, body) in rows)
        {
            connection.Execute(
                "INSERT OR REPLACE INTO captures (id, at, bytes, protector, body) VALUES ($id, $at, $bytes, $protector, $body)",
                ("$id", capture.Id), ("$at", capture.At.UtcTicks), ("$bytes", (long)body.Length), ("$protector", protector.Name), ("$body", body));
        }

        return rows.Sum(row => (long)row.Body.Length);
    }

    private static IReadOnlyList<string> ReadIds(SqliteConnection connection)
    {
        var ids = new List<string>();
        using var command = connection.Command("SELECT id FROM captures ORDER BY at, id");
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            ids.Add(row.GetString(0));
        }

        return ids;
    }
}
