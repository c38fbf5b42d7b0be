using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;
using Xunit;

namespace AntigravityTools.Testing.Contracts;

/// <summary>What every usage store does with pages and filters.</summary>
public abstract class UsageQueryContract : UsageStoreContract
{
    [Fact]
    public async Task EmptyStore_HasAnEmptyPage()
    {
        var page = await Store.QueryAsync(new RequestQuery(), TestContext.Current.CancellationToken);

        Assert.Empty(page.Items);
        Assert.Null(page.Next);
    }

    [Fact]
    public async Task StoredRequest_ComesBackWithEveryField()
    {
        var (full, plain) = (SampleRequests.Full(1), SampleRequests.Answered(2));

        await AppendAsync(full, plain);

        Assert.Equivalent(full, await Store.FindAsync(full.Id, TestContext.Current.CancellationToken), strict: true);
        Assert.Equivalent(plain, await Store.FindAsync(plain.Id, TestContext.Current.CancellationToken), strict: true);
        var page = await Store.QueryAsync(new RequestQuery(), TestContext.Current.CancellationToken);
        Assert.Equivalent(full, page.Items[1], strict: true);
        Assert.Null(await Store.FindAsync("req_unknown", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task UnknownUsage_StaysUnknown()
    {
        await AppendAsync(SampleRequests.Answered(1), SampleRequests.Answered(2) with { Usage = new TokenUsage { Input = 0 } });

        var page = await Store.QueryAsync(new RequestQuery(), TestContext.Current.CancellationToken);

        Assert.Equal(TokenUsage.Unknown, page.Items[1].Usage);
        Assert.Equal(0, page.Items[0].Usage.Input);
        Assert.Null(page.Items[0].Usage.Output);
    }

    [Fact]
    public async Task Pages_AreNewestFirstByStart_WhateverTheArrival()
    {
        await AppendAsync(SampleRequests.Answered(5), SampleRequests.Answered(1));
        await AppendAsync(SampleRequests.Answered(3), SampleRequests.Answered(2), SampleRequests.Answered(4));

        await AssertFindsAsync(new RequestQuery { Limit = 2 }, 5, 4, 3, 2, 1);
        await AssertFindsAsync(new RequestQuery { Limit = 5 }, 5, 4, 3, 2, 1);
    }

    [Fact]
    public async Task RequestsOfOneInstant_KeepTheirArrival()
    {
        for (var number = 1; number <= 4; number++)
        {
            await AppendAsync(SampleRequests.Answered(number) with { StartedAt = SampleRequests.Noon });
        }

        await AssertFindsAsync(new RequestQuery { Limit = 3 }, 4, 3, 2, 1);
        var page = await Store.QueryAsync(new RequestQuery(), TestContext.Current.CancellationToken);
        Assert.All(page.Items, request => Assert.Equal(SampleRequests.Noon, request.StartedAt));
    }

    [Fact]
    public async Task NextPage_IsTheSame_WhenNewRequestsArrive()
    {
        await AppendAsync(SampleRequests.Answered(1), SampleRequests.Answered(2), SampleRequests.Answered(3));
        var first = await Store.QueryAsync(new RequestQuery { Limit = 1 }, TestContext.Current.CancellationToken);

        await AppendAsync(SampleRequests.Answered(4));

        await AssertFindsAsync(new RequestQuery { Before = first.Next }, 2, 1);
    }

    [Fact]
    public async Task RowsOfManyKindsBehindThousandsOfOthers_AreFoundInOrder()
    {
        // Hundreds of models, last asked for a day before five thousand requests of another kind.
        var old = Enumerable.Range(1, 700).Select(n => SampleRequests.Answered(n) with
        {
            StartedAt = SampleRequests.Noon.AddDays(-1).AddSeconds(n), ResolvedModel = $"old-{n % 600}", Status = 500, Verdict = Verdict.UpstreamError, Error = $"Broken at {n}.",
        });
        await AppendAsync([.. old]);
        await AppendAsync([.. Enumerable.Range(1_001, 5_000).Select(SampleRequests.Answered)]);
        var (newest, single) = (Enumerable.Range(1, 700).Reverse().ToArray(), Enumerable.Range(1, 700).Where(n => n % 600 == 50).Reverse().ToArray());

        await AssertFindsAsync(new RequestQuery { ErrorsOnly = true, Limit = 100 }, newest);
        await AssertFindsAsync(new RequestQuery { Status = 500, Text = "broken AT", Limit = 300 }, newest);
        await AssertFindsAsync(new RequestQuery { Text = "at 12", Limit = 3 }, [.. newest.Where(n => FormattableString.Invariant($"{n}").StartsWith("12", StringComparison.Ordinal))]);
        await AssertFindsAsync(new RequestQuery { Model = "old-50", ErrorsOnly = true }, single);
        await AssertFindsAsync(new RequestQuery { ErrorsOnly = true, To = SampleRequests.Noon.AddDays(-1).AddSeconds(3) }, 2, 1);
        await AssertFindsAsync(new RequestQuery { ErrorsOnly = true, From = SampleRequests.Noon });
    }

    [Fact]
    public async Task RareRowsAmongManyOfTheSameMoment_AreFoundInOrder()
    {
        // A row each millisecond, every hundredth of two kinds that are asked for, behind five thousand others.
        var old = Enumerable.Range(1, 2_000).Select(n => SampleRequests.Answered(n) with
        {
            StartedAt = SampleRequests.Noon.AddDays(-1).AddMilliseconds(n), ResolvedModel = (n % 100) switch { 0 => "rare", 50 => "rarer", _ => "common" }, Key = n % 50 == 0 ? "tablet" : null,
        });
        await AppendAsync([.. old]);
        await AppendAsync([.. Enumerable.Range(3_001, 5_000).Select(SampleRequests.Answered)]);
        var noon = SampleRequests.Noon.AddDays(-1);

        await AssertFindsAsync(new RequestQuery { Model = "rare", Limit = 3 }, [.. Enumerable.Range(1, 20).Reverse().Select(n => n * 100)]);
        await AssertFindsAsync(new RequestQuery { Key = "tablet", Limit = 7 }, [.. Enumerable.Range(1, 40).Reverse().Select(n => n * 50)]);
        await AssertFindsAsync(new RequestQuery { Key = "tablet", From = noon.AddMilliseconds(150), To = noon.AddMilliseconds(300), Limit = 1 }, 250, 200, 150);
        await AssertFindsAsync(new RequestQuery { Model = "rarer", From = noon.AddMilliseconds(151), To = noon.AddMilliseconds(250) });
    }

    [Fact]
    public async Task CursorThatIsGone_EndsTheList()
    {
        await AppendAsync(SampleRequests.Answered(1));

        await AssertFindsAsync(new RequestQuery { Before = "req_gone" });
    }

    public static TheoryData<RequestQuery, int[]> Filters() => new()
    {
        { new RequestQuery { ErrorsOnly = true }, [4, 3] },
        { new RequestQuery { Model = "gpt-5" }, [2] },
        { new RequestQuery { Model = "gemini-2.5-pro" }, [4, 3, 1] },
        { new RequestQuery { Account = "acc_2" }, [3] },
        { new RequestQuery { Account = "second" }, [3] },
        { new RequestQuery { Key = "laptop" }, [4] },
        { new RequestQuery { Protocol = Protocol.OpenAIChat }, [2] },
        { new RequestQuery { Status = 429 }, [4] },
        { new RequestQuery { Status = 200, ErrorsOnly = true }, [3] },
        { new RequestQuery { From = SampleRequests.Noon.AddSeconds(2) }, [4, 3, 2] },
        { new RequestQuery { To = SampleRequests.Noon.AddSeconds(2) }, [1] },
        { new RequestQuery { From = SampleRequests.Noon.AddSeconds(2), To = SampleRequests.Noon.AddSeconds(4), Model = "gpt-5" }, [2] },
        { new RequestQuery { Text = "COMPLETIONS" }, [2] },
        { new RequestQuery { Text = "PT-5" }, [2] },
        { new RequestQuery { Text = "Secon" }, [3] },
        { new RequestQuery { Text = "rate_lim" }, [4] },
        { new RequestQuery { Text = "cooling DOWN" }, [4] },
        { new RequestQuery { Text = "cooling down", Account = "acc_2" }, [] },
        { new RequestQuery { Text = "안 돼" }, [3] },
        { new RequestQuery { Text = "ÜBER" }, [3] },
        { new RequestQuery { Text = "%" }, [] },
        { new RequestQuery { Text = "" }, [4, 3, 2, 1] },
        { new RequestQuery { Text = "first" }, [4, 2, 1] },
        { new RequestQuery { Account = "nobody" }, [] },
    };

    [Theory]
    [MemberData(nameof(Filters), DisableDiscoveryEnumeration = true)]
    public async Task Filter_FindsExactlyWhatItNames(RequestQuery query, int[] expected)
    {
        await AppendAsync(
            SampleRequests.Answered(1),
            SampleRequests.Answered(2) with { Protocol = Protocol.OpenAIChat, Path = "/v1/chat/completions", RequestedModel = "gpt-5", ResolvedModel = "gpt-5" },
            SampleRequests.Answered(3) with { AccountId = "acc_2", Account = "second", Verdict = Verdict.Network, Error = "안 돼, über" },
            SampleRequests.Failed(4) with { Key = "laptop" });

        await AssertFindsAsync(query with { Limit = 1 }, expected);
        await AssertFindsAsync(query, expected);
    }

    [Fact]
    public async Task RequestOfNoProtocol_IsKept()
    {
        await AppendAsync(SampleRequests.Answered(1) with { Protocol = null, UpstreamProtocol = null, RequestedModel = null, ResolvedModel = null, AccountId = null, Account = null });

        var found = await Store.FindAsync(SampleRequests.IdOf(1), TestContext.Current.CancellationToken);
        Assert.Null(found!.Protocol);
        Assert.Null(found.ResolvedModel);
        await AssertFindsAsync(new RequestQuery { Model = "" });
    }
}
