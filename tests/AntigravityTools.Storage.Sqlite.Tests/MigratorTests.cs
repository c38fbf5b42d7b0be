using AntigravityTools.Core.Records;
using AntigravityTools.Testing.Contracts;

namespace AntigravityTools.Storage.Sqlite.Tests;

public sealed class MigratorTests : IAsyncDisposable
{
    private readonly TemporaryDatabase _file = new();

    [Fact]
    public async Task DatabaseWithHoursAlone_GetsItsDaysAndLastDays()
    {
        var token = TestContext.Current.CancellationToken;
        var store = new SqliteUsageStore(_file.Database);
        await store.AppendAsync([.. Enumerable.Range(0, 200).Select(n => SampleRequests.Full(n) with { StartedAt = SampleRequests.Noon.AddHours(n), Error = $"Broken {n % 3}." })], token);
        var (days, kinds) = (await BucketsAsync(), await LastDaysAsync());
        await _file.Database.WriteAsync(
            connection => connection.Execute(
                "DROP TABLE owners; DROP TABLE usage_days; ALTER TABLE facets DROP COLUMN last_day; ALTER TABLE errors DROP COLUMN last_day; PRAGMA user_version = 3"), token);

        await _file.ReopenAsync();

        Assert.Equal(9, days.Count);
        Assert.Equal(days, await BucketsAsync());
        Assert.Equal(kinds, await LastDaysAsync());
        Assert.Equal(SampleRequests.Noon.AddHours(199).UtcDateTime.Date.Ticks, kinds[0]);
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private Task<IReadOnlyList<UsageBucket>> BucketsAsync() => new SqliteUsageStore(_file.Database).BucketsAsync(
        UsageSpan.Day, UsageGroup.Account, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, TestContext.Current.CancellationToken);

    private Task<List<long>> LastDaysAsync() => _file.Database.ReadAsync(
        connection =>
        {
            var days = new List<long>();
            using var row = new RowStatement(connection, "SELECT last_day FROM facets UNION ALL SELECT last_day FROM errors");
            while (row.Next())
            {
                days.Add(row.Long(0));
            }

            return days;
        },
        TestContext.Current.CancellationToken);
}
