using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Testing.Contracts;

namespace AntigravityTools.Storage.Sqlite.Tests.Requests;

public sealed class ExplanationTests : IAsyncDisposable
{
    private static readonly Attempt Attempt = SampleRequests.Full(1).Attempts[0];
    private static readonly Decision Decision = SampleRequests.Full(1).Decision!;
    private readonly TemporaryDatabase _file = new();

    public static TheoryData<string, RequestRecord> Others => new()
    {
        { "rule", SampleRequests.Full(2) with { Decision = Decision with { Rule = null } } },
        { "candidates", SampleRequests.Full(2) with { Decision = Decision with { Candidates = 9 } } },
        { "account passed over", SampleRequests.Full(2) with { Decision = Decision with { PassedOver = [new PassedOver("cooling_down", 2, ["third", "fifth"])] } } },
        { "no decision", SampleRequests.Full(2) with { Decision = null } },
        { "one attempt less", SampleRequests.Full(2) with { Attempts = [Attempt] } },
        { "evidence", SampleRequests.Full(2) with { Attempts = [Attempt with { Evidence = "429" }, SampleRequests.Full(1).Attempts[1]] } },
        { "status", SampleRequests.Full(2) with { Attempts = [Attempt with { Status = null }, SampleRequests.Full(1).Attempts[1]] } },
        { "loss", SampleRequests.Full(2) with { Loss = [new Loss("seed", "dropped", "Gemini has no such field.")] } },
        { "shape of the usage", SampleRequests.Full(2) with { Usage = new TokenUsage { Raw = """{"output_tokens":100}""" } } },
        { "no usage", SampleRequests.Full(2) with { Usage = TokenUsage.Unknown } },
    };

    [Fact]
    public async Task RequestsThatDifferInFiguresAlone_ShareOne()
    {
        await AppendAsync(SampleRequests.Full(1));
        await AppendAsync(
            SampleRequests.Full(2) with { Decision = Decision with { Score = 0.5 }, Usage = new TokenUsage { Raw = """{"input_tokens":7}""" } },
            SampleRequests.Full(3) with { Attempts = [Attempt with { Duration = TimeSpan.FromHours(1) }, SampleRequests.Full(1).Attempts[1]] });

        Assert.Equal(1, await CountAsync());
    }

    [Theory]
    [MemberData(nameof(Others))]
    public async Task RequestThatDiffersInMore_HasItsOwn(string what, RequestRecord other)
    {
        await AppendAsync(SampleRequests.Full(1), other, SampleRequests.Full(3));

        Assert.True(await CountAsync() == 2, what);
        Assert.Equivalent(other, await new SqliteUsageStore(_file.Database).FindAsync(other.Id, TestContext.Current.CancellationToken), strict: true);
    }

    [Fact]
    public async Task WhatCanNotBeWrittenAsItIs_HoldsNoRowBack()
    {
        await AppendAsync(
            SampleRequests.Full(1) with { Error = "\uD800", TraceId = "\uD800", CostUsd = decimal.MaxValue, Attempts = [Attempt with { Evidence = "\uDC00 and on" }], Usage = new TokenUsage { Raw = "{\uD800" } },
            SampleRequests.Full(2));

        var stored = await new SqliteUsageStore(_file.Database).FindAsync(SampleRequests.IdOf(1), TestContext.Current.CancellationToken);
        Assert.Equal(("\uFFFD", "\uFFFD and on", "{\uFFFD", 9_000_000_000m), (stored!.Error, stored.Attempts[0].Evidence, stored.Usage.Raw, stored.CostUsd));
    }

    [Fact]
    public async Task OneThatNoRowIsYoungEnoughFor_IsPruned()
    {
        var token = TestContext.Current.CancellationToken;
        await AppendAsync(
            SampleRequests.Answered(1), SampleRequests.Full(2), SampleRequests.Full(3) with { StartedAt = SampleRequests.Noon.AddDays(5) }, SampleRequests.Failed(4));
        Assert.Equal(2, await CountAsync());

        await new SqliteUsageStore(_file.Database).PruneAsync(SampleRequests.Noon.AddDays(2), long.MaxValue, long.MaxValue, token);
        Assert.Equal(1, await CountAsync());
        Assert.NotNull(await new SqliteUsageStore(_file.Database).FindAsync(SampleRequests.IdOf(3), token));

        await new SqliteUsageStore(_file.Database).PruneAsync(SampleRequests.Noon.AddDays(9), long.MaxValue, long.MaxValue, token);
        Assert.Equal(0, await CountAsync());
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private Task AppendAsync(params RequestRecord[] requests) => new SqliteUsageStore(_file.Database).AppendAsync(requests, TestContext.Current.CancellationToken);

    private Task<long> CountAsync() => _file.Database.ReadAsync(connection => connection.Number("SELECT count(*) FROM explanations"), TestContext.Current.CancellationToken);
}
