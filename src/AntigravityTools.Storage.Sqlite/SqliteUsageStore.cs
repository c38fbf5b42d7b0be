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

        var ordered = ByStart(batch);
        for (var place = 0; place < ordered.Length; place++)
        {
            if (place % RowsPerTurn == RowsPerTurn - 1)
            {
                Thread.Yield();
            }

            writer.Write(ordered[place]);
        }

        writer.Flush();

        UsageHistory.Add(connection, added.Hours());
        UsageTotals.Add(connection, added.Totals());
        return batch.Count;
    }

    // In the order of the key a row is appended, out of it pages are split. Requests end nearly in the order that they began in, so that
    // each has few others to pass; those of one instant keep the order that they ended in.
    private static RequestRecord[] ByStart(IReadOnlyList<RequestRecord> batch)
    {
        var (ordered, starts) = (new RequestRecord[batch.Count], new long[batch.Count]);
        for (var count = 0; count < ordered.Length; count++)
        {
            var (at, start) = (count, batch[count].StartedAt.UtcTicks);
            for (; at > 0 && starts[at - 1] > start; at--)
            {
                (ordered[at], starts[at]) = (ordered[at - 1], starts[at - 1]);
            }

            (ordered[at], starts[at]) = (batch[count], start);
        }

        return ordered;
    }
}
