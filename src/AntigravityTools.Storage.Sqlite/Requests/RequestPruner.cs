using Microsoft.Data.Sqlite;

namespace AntigravityTools.Storage.Sqlite.Requests;

/// <summary>Removes the oldest rows a few thousand at a time, so that requests are written in between.</summary>
internal sealed class RequestPruner(SqliteDatabase database)
{
    private const int RowsAtOnce = 2_000;
    private const int CapturesAtOnce = 20;
    private const int PagesAtOnce = 2_000;

    internal async Task<long> PruneAsync(DateTimeOffset olderThan, long maxRows, long maxBytes, CancellationToken cancellationToken)
    {
        var excess = await database.ReadAsync(connection => connection.Number("SELECT count(*) FROM requests") - maxRows, cancellationToken).ConfigureAwait(false);
        var removed = await RemoveAsync(excess, long.MaxValue, cancellationToken).ConfigureAwait(false);
        removed += await RemoveAsync(long.MaxValue, olderThan.UtcTicks, cancellationToken).ConfigureAwait(false);
        removed += await ShrinkAsync(maxBytes, cancellationToken).ConfigureAwait(false);
        if (removed > 0)
        {
            await database.WriteAsync(
                connection => connection.Execute(
                    """
                    DELETE FROM facets WHERE NOT EXISTS (SELECT 1 FROM requests WHERE facet = facets.id);
                    DELETE FROM errors WHERE NOT EXISTS (SELECT 1 FROM requests WHERE error = errors.id);
                    """),
                cancellationToken).ConfigureAwait(false);
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
