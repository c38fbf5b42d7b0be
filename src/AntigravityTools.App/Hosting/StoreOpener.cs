using AntigravityTools.App.Platform;
using AntigravityTools.Core.Storage;
using AntigravityTools.Core.Storage.InMemory;
using AntigravityTools.Storage.Sqlite;
using AntigravityTools.Storage.Sqlite.Accounts;
using AntigravityTools.Storage.Sqlite.Requests;

namespace AntigravityTools.App.Hosting;

/// <summary>Opens the stores of a data directory; without one, stores that live as long as the process.</summary>
internal static class StoreOpener
{
    /// <summary>The stores, or one sentence why the data can not be used.</summary>
    public static (StoreSet? Stores, string? Error) Open(DataDirectory? directory, ISecretProtector protector, TimeProvider time)
    {
        if (directory is null)
        {
            return (InMemory(time), null);
        }

        try
        {
            return (InDatabase(SqliteDatabase.Open(directory.Database, Console.Error.WriteLine), protector, time), null);
        }
        catch (DatabaseUnusableException error)
        {
            return (null, error.Message);
        }
    }

    private static StoreSet InDatabase(SqliteDatabase database, ISecretProtector protector, TimeProvider time) => new()
    {
        Accounts = new SqliteAccountStore(database, protector),
        Usage = new SqliteUsageStore(database),
        Settings = new SqliteSettingsStore(database),
        Quotas = new SqliteQuotaStore(database),
        Owners = new SqliteOwnerStore(database),
        Captures = new SqliteCaptureStore(database, protector),
        Coordinator = new SqlitePoolCoordinator(database, time),
        Copies = new SqliteCopies(database),
        Owner = database,
    };

    private static StoreSet InMemory(TimeProvider time) => new()
    {
        Accounts = new InMemoryAccountStore(),
        Usage = new InMemoryUsageStore(),
        Settings = new InMemorySettingsStore(),
        Quotas = new InMemoryQuotaStore(),
        Owners = new InMemoryOwnerStore(),
        Captures = new InMemoryCaptureStore(),
        Coordinator = new InMemoryPoolCoordinator(time),
    };
}
