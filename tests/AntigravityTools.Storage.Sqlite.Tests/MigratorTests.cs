using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Storage.Sqlite.Requests;
using AntigravityTools.Testing.Contracts;
using Microsoft.Data.Sqlite;

namespace AntigravityTools.Storage.Sqlite.Tests;

public sealed class MigratorTests : IAsyncDisposable
{
    private const int LastDays = 5;
    private const int OneValue = 7;
    private readonly TemporaryDatabase _file = new();

    [Fact]
    public async Task DatabaseWithHoursAlone_GetsItsDaysAndLastDays()
    {
        var token = TestContext.Current.CancellationToken;
        var store = new SqliteUsageStore(_file.Database);
        await store.AppendAsync([.. Enumerable.Range(0, 200).Select(n => SampleRequests.Full(n) with { StartedAt = SampleRequests.Noon.AddHours(n), Error = $"Broken {n % 3}." })], token);
        var (days, kinds) = (await BucketsAsync(), await LastDaysAsync());
        await _file.CloseAsync();
        Rewrite(3);

        Assert.Equal(9, days.Count);
        Assert.Equal(days, await BucketsAsync());
        Assert.Equal(kinds, await LastDaysAsync());
        Assert.Equal(SampleRequests.Noon.AddHours(199).UtcDateTime.Date.Ticks, kinds[0]);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    public async Task RowsOfAnEarlierVersion_AreTheSameAfterwards(int version)
    {
        var token = TestContext.Current.CancellationToken;
        RequestRecord[] requests =
        [
            SampleRequests.Answered(1), SampleRequests.Failed(2), SampleRequests.Full(3), SampleRequests.Full(4) with { StartedAt = SampleRequests.Full(3).StartedAt },
            SampleRequests.Full(5) with { Decision = SampleRequests.Full(5).Decision! with { Score = 0.25 } },
        ];
        await new SqliteUsageStore(_file.Database).AppendAsync(requests, token);
        var before = await PageAsync();
        await _file.CloseAsync();
        Rewrite(version);

        Assert.Equal(before.Items.Select(request => request.Id), (await PageAsync()).Items.Select(request => request.Id));
        Assert.All(requests, request => Assert.Equivalent(request, before.Items.Single(item => item.Id == request.Id), strict: true));
        Assert.All((await PageAsync()).Items, request => Assert.Equivalent(requests.Single(one => one.Id == request.Id), request, strict: true));
        var failed = await new SqliteUsageStore(_file.Database).QueryAsync(new RequestQuery { Limit = 10, Text = "안 돼" }, token);
        Assert.Equal(3, failed.Items.Length);
        Assert.Equal(4, await _file.Database.ReadAsync(connection => connection.Number("SELECT count(*) FROM facet_slots"), token));
    }

    [Theory]
    [InlineData(7, 70, true)]
    [InlineData(7, 1, false)]
    [InlineData(int.MaxValue, 70, false)]
    public async Task LargeHistoryOfAnEarlierVersion_IsRewrittenWithASentence(int version, int mebibytes, bool isSaid)
    {
        using (var old = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _file.Path, Pooling = false }.ToString()))
        {
            old.Open();
            Migrator.Migrate(old, version);
            old.Execute("INSERT INTO explanations (id, body, last_day) VALUES (1, printf('%.*c', $bytes, ' '), 0)", ("$bytes", mebibytes << 20));
        }

        var said = new List<string>();
        await SqliteDatabase.Open(_file.Path, said.Add).DisposeAsync();
        await SqliteDatabase.Open(_file.Path, said.Add).DisposeAsync();

        Assert.Equal(isSaid ? [$"The request history in '{_file.Path}' (70 MiB) is rewritten for this version. This happens once and takes about 20 seconds for each GiB."] : [], said);
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    // Puts a database of an earlier version in the place of the file, with the same rows and hourly sums.
    private void Rewrite(int version)
    {
        var present = _file.Path + ".present";
        File.Move(_file.Path, present);
        using var old = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _file.Path, Pooling = false }.ToString());
        old.Open();
        Migrator.Migrate(old, version);
        old.Execute("ATTACH $path AS present", ("$path", present));
        var lastDay = version >= LastDays ? ", last_day" : "";
        var facets = "id, method, path, stream, requested_model, resolved_model, account_id, account, key, protocol, upstream_protocol, status, verdict, failed, folded" + lastDay;
        old.Execute(
            $"""
            INSERT INTO facets ({facets}) SELECT {facets} FROM present.facets;
            INSERT INTO errors (id, text, folded{lastDay}) SELECT id, text, folded{lastDay} FROM present.errors;
            INSERT INTO usage_hours SELECT * FROM present.usage_hours;
            """);
        if (version >= OneValue)
        {
            old.Execute("INSERT INTO requests SELECT * FROM present.requests; INSERT INTO explanations SELECT * FROM present.explanations");
        }
        else
        {
            Widen(old);
        }

        old.Execute("DETACH present");
    }

    private static void Widen(SqliteConnection old)
    {
        using var insert = new RowStatement(old, "INSERT INTO requests VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)");
        using var row = new RowStatement(old, "SELECT r.seq, r.moved, r.facet, r.error, r.id, r.figures, x.body FROM present.requests r JOIN present.explanations x ON x.id = r.explanation");
        while (row.Next())
        {
            var blank = SampleRequests.Answered(0) with { Id = row.Text(4) };
            var request = new FiguresReader(row.Blob(5)).Read(blank, Explanation.FromJson(row.Text(6)));
            var usage = request.Usage;
            insert.Bind(row.Long(0)).Bind(row.Long(2)).Bind(row.OptionalLong(3)).Bind(request.Id).Bind(request.TraceId).Bind(row.Long(0) - row.Long(1))
                .Bind(request.TimeToFirstToken?.Ticks).Bind(request.Duration.Ticks).Bind(usage.Input).Bind(usage.Output).Bind(usage.CacheRead).Bind(usage.CacheWrite)
                .Bind(usage.Reasoning).Bind(usage.Raw).Bind(Money.BillionthsOf(request.CostUsd)).Bind(request.BytesIn).Bind(request.BytesOut)
                .Bind(request.Attempts.IsEmpty ? null : JsonOf(request.Attempts)).Bind(request.Decision is null ? null : JsonOf(request.Decision))
                .Bind(request.Loss.IsEmpty ? null : JsonOf(request.Loss)).TryRun();
        }
    }

    private static string JsonOf<T>(T value) => System.Text.Json.JsonSerializer.Serialize(value, typeof(T), StorageJson.Default);

    private Task<RequestPage> PageAsync() => new SqliteUsageStore(_file.Database).QueryAsync(new RequestQuery { Limit = 100 }, TestContext.Current.CancellationToken);

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
