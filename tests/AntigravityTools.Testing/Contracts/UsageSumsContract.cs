using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage.RollUps;
using AntigravityTools.Protocols.Model;
using Xunit;

namespace AntigravityTools.Testing.Contracts;

/// <summary>What every usage store does with sums.</summary>
public abstract class UsageSumsContract : UsageStoreContract
{
    private static readonly DateTimeOffset Noon = SampleRequests.Noon;

    [Fact]
    public async Task EmptyStore_HasEmptySums()
    {
        Assert.Equal(new UsageSummary(), await SummarizeAsync(Noon, Noon.AddDays(1)));
        Assert.Empty(await BucketsAsync(UsageSpan.Day, UsageGroup.Model));
        Assert.Empty(await Store.TotalsAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Summary_AddsUpAllBatches()
    {
        await AppendAsync(SampleRequests.Full(1), SampleRequests.Answered(2));
        await AppendAsync(SampleRequests.Full(3));

        var sums = await SummarizeAsync(Noon, Noon.AddHours(1));

        Assert.Equal(3, sums.Requests);
        Assert.Equal(2, sums.Errors);
        Assert.Equal(2_000, sums.InputTokens);
        Assert.Equal(0, sums.OutputTokens);
        Assert.Equal(1_600, sums.CacheReadTokens);
        Assert.Equal(200, sums.CacheWriteTokens);
        Assert.Equal(80, sums.ReasoningTokens);
        Assert.Equal(0.024691356m, sums.CostUsd);
    }

    [Fact]
    public async Task Cost_IsNullWhereNoRequestHasAPrice()
    {
        await AppendAsync(SampleRequests.Answered(1), SampleRequests.Answered(2) with { ResolvedModel = "priced", CostUsd = 0.5m });

        Assert.Equal(0.5m, (await SummarizeAsync(Noon, Noon.AddHours(1))).CostUsd);
        var buckets = await BucketsAsync(UsageSpan.Hour, UsageGroup.Model);
        Assert.Equal([null, 0.5m], buckets.Select(bucket => bucket.Sums.CostUsd));
    }

    [Fact]
    public async Task SameRequestTwice_CountsOnce()
    {
        await AppendAsync(SampleRequests.Full(1));
        await AppendAsync(SampleRequests.Full(1), SampleRequests.Full(2), SampleRequests.Full(2));

        Assert.Equal(2, (await SummarizeAsync(Noon, Noon.AddHours(1))).Requests);
        await AssertFindsAsync(new RequestQuery(), 2, 1);
        Assert.Equal(2, (await Store.TotalsAsync(TestContext.Current.CancellationToken))["acc_1"].Requests);
    }

    [Fact]
    public async Task Percentiles_AreAtMostTenPercentOff()
    {
        for (var batch = 0; batch < 10; batch++)
        {
            await AppendAsync([.. Enumerable.Range((batch * 100) + 1, 100).Select(n => SampleRequests.Answered(n) with
            {
                TimeToFirstToken = TimeSpan.FromMilliseconds(n),
                Duration = TimeSpan.FromMilliseconds(10 * n),
            })]);
        }

        var sums = await SummarizeAsync(Noon, Noon.AddHours(1));

        Assert.InRange(sums.TtftP50!.Value, 450, 550);
        Assert.InRange(sums.TtftP95!.Value, 855, 1_045);
        Assert.InRange(sums.DurationP50!.Value, 4_500, 5_500);
        Assert.InRange(sums.DurationP95!.Value, 8_550, 10_450);
    }

    [Fact]
    public async Task PercentileWithoutData_IsNull()
    {
        await AppendAsync(SampleRequests.Answered(1));

        var sums = await SummarizeAsync(Noon, Noon.AddHours(1));

        Assert.Null(sums.TtftP50);
        Assert.NotNull(sums.DurationP95);
    }

    [Theory]
    [InlineData(12, 13, 1)]
    [InlineData(11, 12, 0)]
    [InlineData(13, 14, 0)]
    [InlineData(12.5, 12.6, 1)]
    public async Task Span_CountsWholeHours(double from, double to, long expected)
    {
        await AppendAsync(SampleRequests.Answered(1));
        var midnight = Noon.AddHours(-12);

        var sums = await SummarizeAsync(midnight.AddHours(from).ToOffset(TimeSpan.FromHours(9)), midnight.AddHours(to));

        Assert.Equal(expected, sums.Requests);
    }

    [Theory]
    [InlineData(UsageSpan.Hour, "03-04T12 03-04T13 03-08T23 03-09T00")]
    [InlineData(UsageSpan.Day, "03-04T00 03-08T00 03-09T00")]
    [InlineData(UsageSpan.Week, "03-02T00 03-09T00")]
    public async Task Buckets_BeginInUtc_AndWeeksOnMonday(UsageSpan span, string expected)
    {
        DateTimeOffset[] starts = [Noon, Noon.AddMinutes(59), Noon.AddHours(1), new(2026, 3, 8, 23, 59, 59, TimeSpan.Zero), new(2026, 3, 9, 9, 0, 0, TimeSpan.FromHours(9))];
        await AppendAsync([.. starts.Select((start, n) => SampleRequests.Answered(n) with { StartedAt = start })]);

        var buckets = await BucketsAsync(span, UsageGroup.Model);

        Assert.Equal(expected, string.Join(' ', buckets.Select(bucket => bucket.Start.ToString("MM-ddTHH", System.Globalization.CultureInfo.InvariantCulture))));
        Assert.Equal(5, buckets.Sum(bucket => bucket.Sums.Requests));
        Assert.All(buckets, bucket => Assert.Equal(TimeSpan.Zero, bucket.Start.Offset));
    }

    [Theory]
    [InlineData(UsageSpan.Day)]
    [InlineData(UsageSpan.Week)]
    [InlineData(UsageSpan.Hour)]
    public async Task SpanOfDays_CutsFirstAndLastAtTheHour(UsageSpan span)
    {
        // One request an hour for five days.
        await AppendAsync([.. Enumerable.Range(0, 120).Select(n => SampleRequests.Full(n) with { StartedAt = Noon.AddHours(n) })]);
        var token = TestContext.Current.CancellationToken;

        for (var from = 0; from < 120; from += 7)
        {
            for (var to = from + 1; to <= 120; to += 5)
            {
                var buckets = await Store.BucketsAsync(span, UsageGroup.Model, Noon.AddHours(from), Noon.AddHours(to), token);
                var expected = Enumerable.Range(from, to - from).GroupBy(n => RollUp.StartOf(span, Noon.AddHours(n))).Select(group => (group.Key, (long)group.Count()));

                Assert.Equal(expected, buckets.Select(bucket => (bucket.Start, bucket.Sums.Requests)));
                Assert.Equal(to - from, (await SummarizeAsync(Noon.AddHours(from), Noon.AddHours(to))).Requests);
            }
        }
    }

    [Theory]
    [InlineData(UsageGroup.Model, " gemini-2.5-pro gpt-5")]
    [InlineData(UsageGroup.Account, " first second")]
    [InlineData(UsageGroup.Key, " laptop")]
    [InlineData(UsageGroup.Protocol, " anthropic openai-chat")]
    public async Task Groups_AreNamed_AndEmptyWhereRequestsNameNone(UsageGroup group, string expected)
    {
        await AppendAsync(
            SampleRequests.Answered(1) with { Key = "laptop" },
            SampleRequests.Answered(2) with { ResolvedModel = "gpt-5", AccountId = "acc_2", Account = "second", Protocol = Protocol.OpenAIChat },
            SampleRequests.Answered(3) with { ResolvedModel = null, AccountId = null, Account = null, Protocol = null });

        var buckets = await BucketsAsync(UsageSpan.Day, group);

        Assert.Equal(expected, string.Join(' ', buckets.Select(bucket => bucket.Group)));
        Assert.Equal(3, buckets.Sum(bucket => bucket.Sums.Requests));
    }

    [Fact]
    public async Task Totals_AreByAccountOverAllTime()
    {
        await AppendAsync(SampleRequests.Full(1), SampleRequests.Answered(9), SampleRequests.Answered(3) with { AccountId = null });
        await AppendAsync(SampleRequests.Full(5), SampleRequests.Answered(4) with { AccountId = "acc_2" });

        var totals = await Store.TotalsAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, totals.Count);
        Assert.Equal(new AccountTotals { Requests = 3, Errors = 2, InputTokens = 2_000, LastUsedAt = Noon.AddSeconds(9) }, totals["acc_1"]);
        Assert.Equal(new AccountTotals { Requests = 1, LastUsedAt = Noon.AddSeconds(4) }, totals["acc_2"]);
    }

    private Task<UsageSummary> SummarizeAsync(DateTimeOffset from, DateTimeOffset to) =>
        Store.SummarizeAsync(from, to, TestContext.Current.CancellationToken);

    private Task<IReadOnlyList<UsageBucket>> BucketsAsync(UsageSpan span, UsageGroup group) =>
        Store.BucketsAsync(span, group, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, TestContext.Current.CancellationToken);
}
