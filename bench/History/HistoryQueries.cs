using AntigravityTools.Core.Management;
using AntigravityTools.Core.Monitoring;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage;
using AntigravityTools.Core.Usage;
using AntigravityTools.Protocols.Model;

namespace History;

/// <summary>What Monitor and Token Stats ask, each once to have it compiled and then many times.</summary>
internal static class HistoryQueries
{
    private const int Times = 40;
    private const int LongestPause = 200;

    public static async Task RunAsync(IUsageStore store, UsageLedger ledger, HistoryRows making, int rows, TimeProvider time)
    {
        var asked = new RequestQueries(store, ledger, new LiveFeed());
        var middle = (await store.QueryAsync(new RequestQuery { To = making.TimeOf(rows / 2), Limit = 1 }, CancellationToken.None)).Items[0].Id;
        (string Name, double Bar, RequestQuery Query)[] queries =
        [
            ("first page", 20, new()),
            ("page from the middle", 150, new() { Before = middle }),
            ("errors only", 150, new() { ErrorsOnly = true }),
            ("errors only, from the middle", 150, new() { ErrorsOnly = true, Before = middle }),
            ("a common model", 150, new() { Model = "model-03" }),
            ("a rare model (5 rows)", 150, new() { Model = "rare-model" }),
            ("an account", 150, new() { Account = "acc_07" }),
            ("a protocol", 150, new() { Protocol = Protocol.Gemini }),
            ("a key", 150, new() { Key = "key-3" }),
            ("a status", 150, new() { Status = 503 }),
            ("text in a model's name", 150, new() { Text = "rare-mo" }),
            ("text in an error", 150, new() { Text = "reason 17" }),
            ("text without a hit", 150, new() { Text = "nothing has this" }),
            ("account, model, protocol and errors", 150, new() { Account = "acc_07", Model = "model-39", Protocol = Protocol.Gemini, ErrorsOnly = true }),
            ("protocol, status and key", 150, new() { Protocol = Protocol.Gemini, Status = 404, Key = "key-5" }),
            ("status and text in an account's name", 150, new() { Status = 400, Text = "account 11" }),
            ("only old rows (a model not used for 30 days)", 150, new() { Model = "retired-model" }),
            ("only old rows (a key not used for 30 days, in errors)", 150, new() { Key = "retired-key", ErrorsOnly = true }),
            ("a filter without a hit", 150, new() { Model = "no-such-model" }),
            ("errors of one day, 80 days ago", 150, new() { ErrorsOnly = true, From = making.TimeOf(rows / 9), To = making.TimeOf((rows / 9) + (rows / 90)) }),
        ];
        Console.WriteLine("| asked | rows | p50 ms | p95 ms | most ms | bar ms |\n|---|---|---|---|---|---|");
        await TimeAsync("first page as Monitor asks, with what is not stored yet", 20, time, async () => (await asked.ListAsync(new RequestQuery { Limit = 50 }, CancellationToken.None)).Items.Length);
        foreach (var (name, bar, query) in queries)
        {
            await TimeAsync(name, bar, time, async () => (await store.QueryAsync(query with { Limit = 50 }, CancellationToken.None)).Items.Length);
        }

        var (from, to) = (making.TimeOf(0), making.TimeOf(rows));
        await TimeAsync("one request whole", 20, time, async () => await store.FindAsync(middle, CancellationToken.None) is null ? 0 : 1);
        await TimeAsync("Token Stats, 90 days: sums", 50, time, async () => (int)Math.Min(1, (await store.SummarizeAsync(from, to, CancellationToken.None)).Requests));
        await TimeAsync("Token Stats, 90 days: days by model", 50, time, async () => (await store.BucketsAsync(UsageSpan.Day, UsageGroup.Model, from, to, CancellationToken.None)).Count);
        await TimeAsync("Token Stats, 90 days: weeks by account", 50, time, async () => (await store.BucketsAsync(UsageSpan.Week, UsageGroup.Account, from, to, CancellationToken.None)).Count);
    }

    private static async Task TimeAsync(string name, double bar, TimeProvider time, Func<Task<int>> ask)
    {
        var taken = new double[Times];
        var found = await ask();
        var dice = new Random(1);
        for (var at = 0; at < Times; at++)
        {
            // As people ask: at any moment between two of the writer's turns.
            await Task.Delay(TimeSpan.FromMilliseconds(dice.Next(LongestPause)), time);
            var begun = time.GetTimestamp();
            found = await ask();
            taken[at] = time.GetElapsedTime(begun).TotalMilliseconds;
        }

        Array.Sort(taken);
        Console.WriteLine($"| {name} | {found} | {taken[Times / 2]:0.0} | {taken[(int)(Times * 0.95)]:0.0} | {taken[^1]:0.0} | {bar:0} |");
    }
}
