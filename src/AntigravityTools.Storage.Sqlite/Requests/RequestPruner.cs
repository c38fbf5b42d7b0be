using Microsoft.Data.Sqlite;

namespace AntigravityTools.Storage.Sqlite.Requests;

/// <summary>Removes the oldest rows a thousand at a time, so that requests are written in between.</summary>
internal sealed class RequestPruner(SqliteDatabase database)
{
    private const int RowsAtOnce = 1_000;
    private const int CapturesAtOnce = 20;
    private const int PagesAtOnce = 1_000;

    // Rows have no index by their explanation: one whose last day lies before the oldest row is nobody's.
    private static readonly string Forgotten = FormattableString.Invariant(
        $"last_day <= coalesce((SELECT min(seq) FROM requests), {long.MaxValue}) - {new LastSeen(0, 0).End}");

    // Asked within each removal: a request that began earlier may have ended meanwhile.
    private static readonly string OldestSlot = FormattableString.Invariant($"(SELECT {FacetSlots.Of($"coalesce(min(seq), {long.MaxValue})")} FROM requests)");

    internal async Task<long> PruneAsync(DateTimeOffset olderThan, long maxRows, long maxBytes, CancellationToken cancellationToken)
    {
        var excess = await database.ReadAsync(connection => connection.Number("SELECT count(*) FROM requests") - maxRows, cancellationToken).ConfigureAwait(false);
        var removed = await RemoveAsync(excess, long.MaxValue, cancellationToken).ConfigureAwait(false);
        removed += await RemoveAsync(long.MaxValue, olderThan.UtcTicks, cancellationToken).ConfigureAwait(false);
        removed += await ShrinkAsync(maxBytes, cancellationToken).ConfigureAwait(false);
        if (removed > 0)
        {
            await RemoveSlotsAsync(cancellationToken).ConfigureAwait(false);
            await RemoveUnusedAsync("facets", "NOT EXISTS (SELECT 1 FROM facet_slots WHERE facet = facets.id)", cancellationToken).ConfigureAwait(false);
            await RemoveUnusedAsync("errors", "NOT EXISTS (SELECT 1 FROM requests WHERE error = errors.id)", cancellationToken).ConfigureAwait(false);
            await RemoveUnusedAsync("explanations", Forgotten, cancellationToken).ConfigureAwait(false);
        }

        await ReturnPagesAsync(cancellationToken).ConfigureAwait(false);
        return removed;
    }

    private async Task<long> RemoveAsync(long count, long olderThan, CancellationToken cancellationToken)
    {
        long removed = 0;
        while (removed < count)
        {
            var rows = Math.Min(RowsAtOnce, count - removed);
            var done = await database.WriteAsync(
                connection => connection.Execute(
                    "DELETE FROM requests WHERE seq IN (SELECT seq FROM requests WHERE seq < $older ORDER BY seq LIMIT $rows)", ("$older", olderThan), ("$rows", rows)),
                cancellationToken).ConfigureAwait(false);
            removed += done;
            if (done < rows)
            {
                break;
            }
        }

        return removed;
    }

    // Those before the oldest row have no row any more.
    private async Task RemoveSlotsAsync(CancellationToken cancellationToken)
    {
        var facets = await database.ReadAsync(
            connection => Ids(connection, $"SELECT id FROM facets WHERE (SELECT min(slot) FROM facet_slots WHERE facet = facets.id) < {OldestSlot}"), cancellationToken).ConfigureAwait(false);
        foreach (var facet in facets)
        {
            int done;
            do
            {
                done = await database.WriteAsync(
                    connection => connection.Execute(
                        $"DELETE FROM facet_slots WHERE facet = $facet AND slot IN (SELECT slot FROM facet_slots WHERE facet = $facet AND slot < {OldestSlot} LIMIT $rows)",
                        ("$facet", facet), ("$rows", RowsAtOnce)),
                    cancellationToken).ConfigureAwait(false);
            }
            while (done == RowsAtOnce);
        }
    }

    // Found beside the writers and removed a few at a time; one that a new row has taken up meanwhile stays.
    private async Task RemoveUnusedAsync(string table, string isUnused, CancellationToken cancellationToken)
    {
        var unused = await database.ReadAsync(connection => Ids(connection, $"SELECT id FROM {table} WHERE {isUnused}"), cancellationToken).ConfigureAwait(false);
        foreach (var some in unused.Chunk(RowsAtOnce))
        {
            await database.WriteAsync(
                connection =>
                {
                    using var delete = new RowStatement(connection, $"DELETE FROM {table} WHERE id = ?1 AND {isUnused}");
                    return Array.TrueForAll(some, id => delete.Bind(id).TryRun());
                },
                cancellationToken).ConfigureAwait(false);
        }
    }

    private static List<long> Ids(SqliteConnection connection, string sql)
    {
        var ids = new List<long>();
        using var row = new RowStatement(connection, sql);
        while (row.Next())
        {
            ids.Add(row.Long(0));
        }

        return ids;
    }

    private async Task<long> ShrinkAsync(long maxBytes, CancellationToken cancellationToken)
    {
        for (long removed = 0; ;)
        {
            if (await UsedBytesAsync(cancellationToken).ConfigureAwait(false) <= maxBytes)
            {
                return removed;
            }

            // Bodies take most and live a day at the longest: they go first.
            if (await RemoveCapturesAsync(cancellationToken).ConfigureAwait(false) > 0)
            {
                continue;
            }

            var done = await RemoveAsync(RowsAtOnce, long.MaxValue, cancellationToken).ConfigureAwait(false);
            if (done == 0)
            {
                return removed;
            }

            removed += done;
        }
    }

    private Task<int> RemoveCapturesAsync(CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute("DELETE FROM captures WHERE id IN (SELECT id FROM captures ORDER BY at LIMIT $rows)", ("$rows", CapturesAtOnce)), cancellationToken);

    private Task<long> UsedBytesAsync(CancellationToken cancellationToken) => database.ReadAsync(
        connection => (connection.Number("PRAGMA page_count") - connection.Number("PRAGMA freelist_count")) * connection.Number("PRAGMA page_size"),
        cancellationToken);

    // Gives free pages back to the file system.
    private async Task ReturnPagesAsync(CancellationToken cancellationToken)
    {
        for (var last = long.MaxValue; ;)
        {
            var left = await database.WriteAsync(ReturnSome, cancellationToken).ConfigureAwait(false);
            if (left == 0 || left >= last)
            {
                return;
            }

            last = left;
        }
    }

    private static long ReturnSome(SqliteConnection connection)
    {
        using (var command = connection.Command($"PRAGMA incremental_vacuum({PagesAtOnce})"))
        using (var row = command.ExecuteReader())
        {
            while (row.Read())
            {
                // Each step returns one page; the rows are empty.
            }
        }

        return connection.Number("PRAGMA freelist_count");
    }
}
