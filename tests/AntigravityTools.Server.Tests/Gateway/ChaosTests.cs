using System.Collections.Concurrent;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Server.Tests.Proxy;
using AntigravityTools.Simulator;
using AntigravityTools.Simulator.Scripting;
using Fault = AntigravityTools.Simulator.Scripting.Fault;
using FaultKind = AntigravityTools.Simulator.Scripting.FaultKind;

namespace AntigravityTools.Server.Tests.Gateway;

/// <summary>
/// Many requests at three accounts that fail at random. <c>ANTIGRAVITY_CHAOS_REQUESTS=10000</c> makes the long run of CONTRIBUTING.md.
/// </summary>
public sealed class ChaosTests
{
    private const int AtOnce = 12;
    private static readonly string[] Ids = ["a", "b", "c"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static int Requests => int.TryParse(Environment.GetEnvironmentVariable("ANTIGRAVITY_CHAOS_REQUESTS"), out var count) ? count : 600;

    [Fact]
    public async Task RandomFaults_NoRequestFailsThatAnAccountCouldHaveServed()
    {
        var proxy = new ProxyConfig { Port = 0, RequestTimeout = Patience, IdleTimeout = Patience };
        await using var fleet = await Fleet.StartAsync(
            TimeProvider.System, new SchedulingConfig { Strategy = Strategy.Balance, MaxAttempts = 6 }, proxy, simulator: new SimulatorOptions { RecordedRequests = 1 });
        fleet.SetAccounts(Protocol.Anthropic, Ids);
        var random = new Random(42);
        foreach (var id in Ids)
        {
            fleet.Simulator.Script("sk-" + id, [.. Enumerable.Range(0, Requests).Select(_ => Draw(random))]);
        }

        var records = new ConcurrentQueue<RequestRecord>();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ProxyFixture.Token);
        var recording = KeepAsync(fleet, records, over.Token);
        var (sent, cut, served) = (0, 0, 0);
        var refused = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(Enumerable.Range(0, Requests), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ProxyFixture.Token }, async (number, token) =>
        {
            // As every SDK does: a refusal is waited out and sent again.
            for (var time = 0; time < 400; time++)
            {
                Interlocked.Increment(ref sent);
                using var answer = await fleet.SendAsync(Protocol.Anthropic, stream: number % 2 == 0, token);
                var text = await answer.Content.ReadAsStringAsync(token);
                if ((int)answer.StatusCode == 200)
                {
                    Interlocked.Increment(ref served);
                    if (!text.Contains(Talk.EndOf(Protocol.Anthropic, number % 2 == 0), StringComparison.Ordinal))
                    {
                        Assert.Contains("event: error", text, StringComparison.Ordinal);
                        Interlocked.Increment(ref cut);
                    }

                    return;
                }

                refused.Add(answer.Headers.GetValues("x-antigravity-request-id").Single());
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, token);
            }
        });

        while (records.Count < sent)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, ProxyFixture.Token);
        }

        await over.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => recording);
        var known = refused.ToHashSet();
        var failed = records.Where(record => known.Contains(record.Id)).ToList();
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Requests} requests in {sent} sendings, {failed.Count} refused, {cut} cut after content, {records.Sum(record => record.Attempts.Length)} attempts");
        foreach (var (reason, count) in failed.CountBy(record => $"{record.Verdict}, {record.Attempts.Length} attempts, {string.Join(' ', record.Decision!.PassedOver.Select(passed => $"{passed.Reason} {passed.Count}"))}").OrderByDescending(pair => pair.Value))
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{count} × {reason}");
        }

        Assert.Equal(Requests, served);
        Assert.All(failed, AssertNobodyCouldHave);
        Assert.All(records, record => Assert.Equal(record.Verdict == Verdict.Ok, record.Attempts.Length > 0 && record.Attempts[^1].Verdict == Verdict.Ok));
        Assert.InRange(cut, 1, Requests / 20);
        Assert.All(Ids, id => Assert.Equal(0, fleet.Pool.Snapshot.ById[id].Runtime.InFlight));
    }

    private static async Task KeepAsync(Fleet fleet, ConcurrentQueue<RequestRecord> records, CancellationToken cancellationToken)
    {
        while (true)
        {
            records.Enqueue(await fleet.RecordAsync(cancellationToken));
        }
    }

    // A refused request has either tried every account, or those it left out were told to stay away at that time; or its whole time was
    // over, which a machine that is busy with other things can cause.
    private static void AssertNobodyCouldHave(RequestRecord record)
    {
        var tried = record.Attempts.Select(attempt => attempt.AccountId).ToHashSet();
        var away = record.Decision!.PassedOver.Where(passed => passed.Reason is "cooling_down" or "out_of_quota" or "circuit_open" or "half_open" or "tried").Sum(passed => passed.Count);
        var isOver = record.Verdict == Verdict.Timeout && record.Duration >= 2 * Patience;
        Assert.True(isOver || tried.Count == Ids.Length || tried.Count + away >= Ids.Length, $"{record.Id}: tried {string.Join(',', tried)}, {string.Join("; ", record.Decision.PassedOver)}");
        Assert.True(record.Verdict is Verdict.RateLimited or Verdict.Overloaded or Verdict.UpstreamError or Verdict.Network or Verdict.Timeout, record.Verdict.ToString());
        Assert.NotNull(record.Error);
    }

    private static Behaviour Draw(Random random) => random.Next(100) switch
    {
        < 6 => Limited(429, random.Next(5, 100)),
        < 8 => Limited(529, 100),
        < 12 => new Fault(FaultKind.InternalError),
        < 14 => new Fault(FaultKind.BadGatewayHtml),
        < 17 => new ResetConnection(),
        < 18 => new Hang(),
        < 20 => new CutStream(),
        < 22 => new StreamFault(FaultKind.InternalError),
        < 24 => new CutStream(1),
        _ => new NormalReply(),
    };

    private static RawFault Limited(int status, int milliseconds) => new(status, """{"type":"error","error":{"type":"api_error","message":"Not now."}}""")
    {
        Headers = new Dictionary<string, string> { ["retry-after-ms"] = milliseconds.ToString(System.Globalization.CultureInfo.InvariantCulture) },
    };
}
