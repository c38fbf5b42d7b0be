using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage;
using Microsoft.Data.Sqlite;

namespace AntigravityTools.Storage.Sqlite;

/// <summary>Owners of server-side objects in the database.</summary>
public sealed class SqliteOwnerStore(SqliteDatabase database) : IOwnerStore
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<ObjectOwner>> LoadAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<ObjectOwner>>(connection => Load(connection, now), cancellationToken);

    /// <inheritdoc/>
    public Task AddAsync(IReadOnlyList<ObjectOwner> owners, int most, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => Add(connection, owners, most), cancellationToken);

    private static List<ObjectOwner> Load(SqliteConnection connection, DateTimeOffset now)
    {
        var owners = new List<ObjectOwner>();
        using var command = connection.Command("SELECT scope, id, account_id, until FROM owners WHERE until > $now ORDER BY number", ("$now", now.UtcTicks));
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            owners.Add(new ObjectOwner { Scope = row.GetString(0), Id = row.GetString(1), AccountId = row.GetString(2), Until = row.Instant(3) });
        }

        return owners;
    }

    private static int Add(SqliteConnection connection, IReadOnlyList<ObjectOwner> owners, int most)
    {
        var added = 0;
        using var command = connection.Command("INSERT OR IGNORE INTO owners (scope, id, account_id, until) VALUES ($scope, $id, $account, $until)");
        var (scope, id, account) = (command.Parameters.Add("$scope", SqliteType.Text), command.Parameters.Add("$id", SqliteType.Text), command.Parameters.Add("$account", SqliteType.Text));
        var until = command.Parameters.Add("$until", SqliteType.Integer);
        foreach (var owner in owners)
        {
            (scope.Value, id.Value, account.Value, until.Value) = (owner.Scope, owner.Id, owner.AccountId, owner.Until.UtcTicks);
            added += command.ExecuteNonQuery();
        }

        // Numbers rise by one: what lies further back than the newest by more than the bound is beyond it.
        connection.Execute("DELETE FROM owners WHERE number <= (SELECT max(number) FROM owners) - $most", ("$most", most));
        return added;
    }
}
