using System.Text.Json;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage;
using AntigravityTools.Storage.Sqlite.Accounts;
using Microsoft.Data.Sqlite;

namespace AntigravityTools.Storage.Sqlite;

/// <summary>Accounts in the database. Changes survive a power cut; credentials are encrypted, bound to their account.</summary>
public sealed class SqliteAccountStore(SqliteDatabase database, ISecretProtector protector) : IAccountStore
{
    private readonly CredentialVault _vault = new(protector);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Account>> LoadAsync(CancellationToken cancellationToken) => database.ReadAsync(Load, cancellationToken);

    /// <inheritdoc/>
    public Task SaveAsync(Account account, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(account);
        var secret = account.Credential is Credential.Locked ? null : _vault.Lock(account.Credential, account.Id);
        return database.WriteAsync(connection => Save(connection, account, secret), cancellationToken, durable: true);
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(string id, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => connection.Execute("DELETE FROM accounts WHERE id = $id", ("$id", id)) > 0, cancellationToken, durable: true);

    /// <inheritdoc/>
    public Task ReorderAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => Reorder(connection, ids), cancellationToken, durable: true);

    private IReadOnlyList<Account> Load(SqliteConnection connection)
    {
        var accounts = new List<Account>();
        using var command = connection.Command("SELECT id, body, protector, credential FROM accounts ORDER BY position");
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            var id = row.GetString(0);
            var body = JsonSerializer.Deserialize(row.GetString(1), StorageJson.Default.AccountBody)!;
            var secret = row.IsDBNull(3) ? null : row.GetFieldValue<byte[]>(3);
            accounts.Add(body.ToAccount(id, _vault.Unlock(secret, row.Text(2), id)));
        }

        return accounts;
    }

    private int Save(SqliteConnection connection, Account account, byte[]? secret) => connection.Execute(
        """
        INSERT INTO accounts (id, position, body, protector, credential)
        VALUES ($id, (SELECT coalesce(max(position), 0) + 1 FROM accounts), $body, $protector, $credential)
        ON CONFLICT (id) DO UPDATE SET
          body = excluded.body,
          protector = CASE WHEN excluded.credential IS NULL THEN protector ELSE excluded.protector END,
          credential = coalesce(excluded.credential, credential)
        """,
        ("$id", account.Id),
        ("$body", JsonSerializer.Serialize(AccountBody.Of(account), StorageJson.Default.AccountBody)),
        ("$protector", secret is null ? null : _vault.ProtectorName),
        ("$credential", secret));

    private static int Reorder(SqliteConnection connection, IReadOnlyList<string> ids)
    {
        var known = new List<string>();
        using (var command = connection.Command("SELECT id FROM accounts ORDER BY position"))
        using (var row = command.ExecuteReader())
        {
            while (row.Read())
            {
                known.Add(row.GetString(0));
            }
        }

        var position = 0;
        foreach (var id in ids.Concat(known).Distinct(StringComparer.Ordinal))
        {
            connection.Execute("UPDATE accounts SET position = $position WHERE id = $id", ("$position", ++position), ("$id", id));
        }

        return position;
    }
}
