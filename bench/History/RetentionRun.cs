using AntigravityTools.Core.Management;
using AntigravityTools.Core.Monitoring;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage;
using AntigravityTools.Core.Usage;

namespace History;

/// <summary>Cuts the history down while requests are written and Monitor asks for its first page, and times what both have to wait.</summary>
internal static class RetentionRun
{
    public static async Task RunAsync(IUsageStore store, UsageLedger ledger, long keep, TimeProvider time)
    {
        var asked = new RequestQueries(store, ledger, new LiveFeed());
        using var done = new CancellationTokenSource();
        var waits = Task.Run(() => AskAsync(asked, time, done.Token));
        var begun = time.GetTimestamp();
        var removed = await store.PruneAsync(DateTimeOffset.MinValue, keep, long.MaxValue, CancellationToken.None);
        Report($"cut down to {keep} rows: {removed} removed in {time.GetElapsedTime(begun).TotalSeconds:0} s", await StopAsync(done, waits));

        using var cleared = new CancellationTokenSource();
        waits = Task.Run(() => AskAsync(asked, time, cleared.Token));
        begun = time.GetTimestamp();
        await store.ClearAsync(CancellationToken.None);
        Report($"cleared in {time.GetElapsedTime(begun).TotalSeconds:0.0} s", await StopAsync(cleared, waits));
    }

    private static async Task<List<double>> StopAsync(CancellationTokenSource done, Task<List<double>> waits)
    {
        await done.CancelAsync();
        return await waits;
    }

    private static async Task<List<double>> AskAsync(RequestQueries asked, TimeProvider time, CancellationToken done)
    {
        var waits = new List<double>();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50), time);
        do
        {
            var begun = time.GetTimestamp();
            await asked.ListAsync(new RequestQuery(), CancellationToken.None);
            waits.Add(time.GetElapsedTime(begun).TotalMilliseconds);
        }
        while (!done.IsCancellationRequested && await tick.WaitForNextTickAsync(CancellationToken.None));

        return waits;
    }

    private static void Report(string what, List<double> waits)
    {
        waits.Sort();
        Console.WriteLine($"{what}; first page meanwhile, with what is not stored yet: p50 {waits[waits.Count / 2]:0.0} ms, p99 {waits[(int)(waits.Count * 0.99)]:0.0} ms, most {waits[^1]:0.0} ms of {waits.Count}");
    }
}
