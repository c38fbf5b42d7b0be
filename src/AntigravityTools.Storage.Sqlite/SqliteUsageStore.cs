using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage;
using AntigravityTools.Core.Storage.RollUps;
using AntigravityTools.Storage.Sqlite.Requests;
using Microsoft.Data.Sqlite;

namespace AntigravityTools.Storage.Sqlite;

/// <summary>Requests and their sums in the database.</summary>
public sealed class SqliteUsageStore(SqliteDatabase database) : IUsageStore
{
    // A batch written in one go holds a processor for milliseconds, and whichever requests wait for it.
    private const int RowsPerTurn = 64;

    /// <inheritdoc/>
    public Task AppendAsync(IReadOnlyList<RequestRecord> batch, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => Append(connection, batch), cancellationToken);

    /// <inheritdoc/>
    public Task<RequestPage> QueryAsync(RequestQuery query, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => RequestSearch.Run(connection, query), cancellationToken);

    /// <inheritdoc/>
    public Task<RequestRecord?> FindAsync(string id, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => RequestReader.Find(connection, id), cancellationToken);

    /// <inheritdoc/>
    public Task<UsageSummary> SummarizeAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var whole = new UsageSums();
        return database.ReadAsync(
            connection =>
            {
                UsageHistory.Read(connection, null, from, to, byHour: false, (_, _) => whole);
                return whole.ToSummary();
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<UsageBucket>> BucketsAsync(
        UsageSpan span, UsageGroup group, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var buckets = new SortedBuckets(span);
        return database.ReadAsync(
            connection =>
            {
                UsageHistory.Read(connection, group, from, to, span == UsageSpan.Hour, buckets.Of);
                return buckets.ToList();
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, AccountTotals>> TotalsAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(UsageTotals.Read, cancellationToken);

    /// <inheritdoc/>
    public Task<long> PruneAsync(DateTimeOffset olderThan, long maxRows, long maxBytes, CancellationToken cancellationToken) =>
        new RequestPruner(database).PruneAsync(olderThan, maxRows, maxBytes, cancellationToken);

    /// <inheritdoc/>
    public Task ClearAsync(CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute("DELETE FROM requests; DELETE FROM facet_slots; DELETE FROM facets; DELETE FROM errors; DELETE FROM explanations"), cancellationToken);

    private static int Append(SqliteConnection connection, IReadOnlyList<RequestRecord> batch)
    {
        var added = new UsageBatch();
        using var writer = new RequestWriter(connection, added.Add);

        // Requests end in another order than they began in; in the order of the key a row is appended, out of it pages are split.
        foreach (var (place, request) in batch.OrderBy(static request => request.StartedAt).Index())
        {
            if (place % RowsPerTurn == RowsPerTurn - 1)
            {
                Thread.Yield();
            }

            writer.Write(request);
        }

        writer.Flush();

        UsageHistory.Add(connection, added.Hours());
        UsageTotals.Add(connection, added.Totals());
        return batch.Count;
    }
}
