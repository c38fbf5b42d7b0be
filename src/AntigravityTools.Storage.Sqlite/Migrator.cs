using System.Globalization;
using AntigravityTools.Storage.Sqlite.Migrations;
using AntigravityTools.Storage.Sqlite.Requests;
using Microsoft.Data.Sqlite;

namespace AntigravityTools.Storage.Sqlite;

/// <summary>Brings a database to the schema of this version; each step commits with its number, so that a crash repeats it whole.</summary>
internal static class Migrator
{
    private const int DailySums = 4;
    private const int Rows = 8;
    private const int QuickBytes = 64 << 20;
    private const string Prefix = "AntigravityTools.Storage.Sqlite.Migrations.";

    /// <summary>"AgTl": says that a SQLite file is ours.</summary>
    internal const int ApplicationId = 0x4167546C;

    /// <summary>Changes nothing.</summary>
    /// <exception cref="DatabaseUnusableException">The file is another program's, or of a newer version.</exception>
    internal static void Refuse(SqliteConnection connection, string path)
    {
        if (connection.Number("SELECT count(*) FROM sqlite_schema") == 0)
        {
            return;
        }

        if (connection.Number("PRAGMA application_id") != ApplicationId)
        {
            throw DatabaseFault.Foreign(path);
        }

        var (found, newest) = (connection.Number("PRAGMA user_version"), Steps()[^1].Version);
        if (found > newest)
        {
            throw DatabaseFault.Newer(path, found, newest);
        }
    }

    /// <summary>What is said before a large history is rewritten; null where there is nothing to wait for.</summary>
    internal static string? LongWork(SqliteConnection connection, string path)
    {
        var bytes = new FileInfo(path).Length;
        return bytes > QuickBytes && connection.Number("PRAGMA user_version") < Rows
            ? FormattableString.Invariant($"The request history in '{path}' ({bytes >> 20} MiB) is rewritten for this version. This happens once and takes about 20 seconds for each GiB.")
            : null;
    }

    internal static void Migrate(SqliteConnection connection, int newest = int.MaxValue)
    {
        var found = connection.Number("PRAGMA user_version");
        foreach (var (version, resource) in Steps().Where(step => step.Version > found && step.Version <= newest))
        {
            using var transaction = connection.BeginTransaction();
            connection.Execute(Read(resource));
            FillIn(connection, version);

            connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {version}; PRAGMA application_id = {ApplicationId}"));
            transaction.Commit();
        }
    }

    // What SQL alone can not do.
    private static void FillIn(SqliteConnection connection, int version)
    {
        switch (version)
        {
            case DailySums:
                UsageHistory.FillDays(connection);
                break;
            case Rows:
                RowsStep.Run(connection);
                break;
            default:
                break;
        }
    }

    private static List<(int Version, string Resource)> Steps() =>
    [
        .. typeof(Migrator).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => (int.Parse(name.AsSpan(Prefix.Length, 4), CultureInfo.InvariantCulture), name)),
    ];

    private static string Read(string resource)
    {
        using var reader = new StreamReader(typeof(Migrator).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
