using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage;
using Microsoft.Data.Sqlite;

namespace AntigravityTools.Storage.Sqlite;

/// <summary>Quota readings in the database.</summary>
public sealed class SqliteQuotaStore(SqliteDatabase database) : IQuotaStore
{
    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, IReadOnlyList<QuotaReading>>> LoadAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(Load, cancellationToken);

    /// <inheritdoc/>
    public Task SaveAsync(IReadOnlyDictionary<string, IReadOnlyList<QuotaReading>> readings, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => Save(connection, readings), cancellationToken);

    private static IReadOnlyDictionary<string, IReadOnlyList<QuotaReading>> Load(SqliteConnection connection)
    {
        var readings = new Dictionary<string, IReadOnlyList<QuotaReading>>(StringComparer.Ordinal);
        using var command = connection.Command("SELECT account_id, model, name, most, remaining, resets_at, source, observed_at FROM quotas ORDER BY account_id, name, model");
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            if (!readings.TryGetValue(row.GetString(0), out var list))
            {
                readings[row.GetString(0)] = list = new List<QuotaReading>();
            }

            ((List<QuotaReading>)list).Add(new QuotaReading
            {
                Model = row.GetString(1) is { Length: > 0 } model ? model : null,
                Name = row.GetString(2),
                Limit = row.IsDBNull(3) ? null : row.GetDouble(3),
                Remaining = row.IsDBNull(4) ? null : row.GetDouble(4),
                ResetsAt = row.IsDBNull(5) ? null : row.Instant(5),
                Source = row.GetString(6),
                ObservedAt = row.Instant(7),
            });
        }

        return readings;
    }

    private static int Save(SqliteConnection connection, IReadOnlyDictionary<string, IReadOnlyList<QuotaReading>> readings)
    {
        var saved = 0;
        foreach (var (account, list) in readings)
        {
            connection.Execute("DELETE FROM quotas WHERE account_id = $account", ("$account", account));
            foreach (var reading in list)
            {
                saved += connection.Execute(
                    "INSERT OR REPLACE INTO quotas (account_id, model, name, most, remaining, resets_at, source, observed_at) VALUES ($account, $model, $name, $most, $remaining, $resets, $source, $observed)",
                    ("$account", account),
                    ("$model", reading.Model ?? ""),
                    ("$name", reading.Name),
                    ("$most", reading.Limit),
                    ("$remaining", reading.Remaining),
                    ("$resets", reading.ResetsAt?.UtcTicks),
                    ("$source", reading.Source),
                    ("$observed", reading.ObservedAt.UtcTicks));
            }
        }

        return saved;
    }
}
