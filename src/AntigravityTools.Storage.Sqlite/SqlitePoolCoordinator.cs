using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage;
using Microsoft.Data.Sqlite;

namespace AntigravityTools.Storage.Sqlite;

/// <summary>Cooldowns in the database, so that they survive a restart.</summary>
public sealed class SqlitePoolCoordinator(SqliteDatabase database, TimeProvider time) : IPoolCoordinator
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<Cooldown>> LoadCooldownsAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return database.WriteAsync<IReadOnlyList<Cooldown>>(connection => Load(connection, now), cancellationToken);
    }

    /// <inheritdoc/>
    public Task SaveCooldownAsync(Cooldown cooldown, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => Save(connection, cooldown), cancellationToken);

    /// <inheritdoc/>
    public Task ClearCooldownsAsync(string accountId, string? model, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            "DELETE FROM cooldowns WHERE account_id = $account AND ($model IS NULL OR model = $model)", ("$account", accountId), ("$model", model)),
        cancellationToken);

    // What has ended is of no use to anybody; loading, once per start, is the moment to forget it.
    private static List<Cooldown> Load(SqliteConnection connection, DateTimeOffset now)
    {
        connection.Execute("DELETE FROM cooldowns WHERE until <= $now", ("$now", now.UtcTicks));
        var cooldowns = new List<Cooldown>();
        using var command = connection.Command("SELECT account_id, model, state, reason, since, until FROM cooldowns");
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            if (AccountStateNames.Parse(row.GetString(2)) is { } state)
            {
                cooldowns.Add(new Cooldown
                {
                    AccountId = row.GetString(0),
                    Model = row.GetString(1) is { Length: > 0 } model ? model : null,
                    State = state,
                    Reason = row.GetString(3),
                    Since = row.Instant(4),
                    Until = row.IsDBNull(5) ? null : row.Instant(5),
                });
            }
        }

        return cooldowns;
    }

    private static int Save(SqliteConnection connection, Cooldown cooldown) => connection.Execute(
        "INSERT OR REPLACE INTO cooldowns (account_id, model, state, reason, since, until) VALUES ($account, $model, $state, $reason, $since, $until)",
        ("$account", cooldown.AccountId),
        ("$model", cooldown.Model ?? ""),
        ("$state", cooldown.State.ToName()),
        ("$reason", cooldown.Reason),
        ("$since", cooldown.Since.UtcTicks),
        ("$until", cooldown.Until?.UtcTicks));
}
