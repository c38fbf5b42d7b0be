using System.Globalization;
using AntigravityTools.Core.Storage;
using AntigravityTools.Core.Usage;
using AntigravityTools.Storage.Sqlite;
using History;
using Microsoft.Extensions.Logging.Abstractions;

// dotnet run -c Release --project bench/History -- FILE [ROWS] [fill | prune KEEP]: fills a database with that many request rows
// (5,000,000), unless it has them, and times what Monitor and Token Stats ask while 2,000 rows a second are written through the ledger;
// with "prune", how retention cuts it down to KEEP rows meanwhile and how it is cleared.
var (file, rows) = (args[0], args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5_000_000);
var time = TimeProvider.System;
await using var database = SqliteDatabase.Open(file);
var store = new SqliteUsageStore(database);
var making = new HistoryRows(time.GetUtcNow().AddDays(-90), TimeSpan.FromDays(90) / rows, rows / 3 * 2);
var started = time.GetTimestamp();
var there = await FillAsync(store, making, rows);
Console.WriteLine($"filled in {time.GetElapsedTime(started).TotalSeconds:0} s; the files take {Size(file) >> 20} MiB");

if (args is [_, _, "fill"])
{
    return;
}

await using var ledger = new UsageLedger(store, time, NullLogger<UsageLedger>.Instance);
using var stop = new CancellationTokenSource();
var writing = Task.Run(() => WriteAsync(ledger, making, there, time, stop.Token));
await (args is [_, _, "prune", var keep]
    ? RetentionRun.RunAsync(store, ledger, long.Parse(keep, CultureInfo.InvariantCulture), time)
    : HistoryQueries.RunAsync(store, ledger, making, rows, time));
await stop.CancelAsync();
var written = await writing;
await ledger.FlushAsync(CancellationToken.None);
var summary = await store.SummarizeAsync(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, CancellationToken.None);
Console.WriteLine($"rows written meanwhile: {written.Rows} ({written.Rows / written.Time.TotalSeconds:0} a second), dropped {ledger.Dropped}; rows made {there + written.Rows}, rows counted {summary.Requests}");

static async Task<int> FillAsync(SqliteUsageStore store, HistoryRows making, int rows)
{
    const int Batch = 5_000;
    var there = (int)(await store.SummarizeAsync(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, CancellationToken.None)).Requests;
    for (var at = there; at < rows; at += Batch)
    {
        await store.AppendAsync([.. Enumerable.Range(at, Math.Min(Batch, rows - at)).Select(making.Row)], CancellationToken.None);
    }

    return Math.Max(there, rows);
}

static async Task<(int Rows, TimeSpan Time)> WriteAsync(UsageLedger ledger, HistoryRows making, int first, TimeProvider time, CancellationToken stop)
{
    const int RowsASecond = 2_000;
    var (begun, rows) = (time.GetTimestamp(), 0);
    using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(10), time);
    while (!stop.IsCancellationRequested && await tick.WaitForNextTickAsync(CancellationToken.None))
    {
        for (var due = (int)(time.GetElapsedTime(begun).TotalSeconds * RowsASecond); rows < due; rows++)
        {
            ledger.TryRecord(making.Row(first + rows, time.GetUtcNow()));
        }
    }

    return (rows, time.GetElapsedTime(begun));
}

static long Size(string file) => new[] { file, file + "-wal" }.Where(File.Exists).Sum(path => new FileInfo(path).Length);
