using AntigravityTools.Core.Conversations;
using AntigravityTools.Core.Storage.InMemory;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace AntigravityTools.Core.Tests.Conversations;

public sealed class OwnerKeeperTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));
    private readonly InMemoryOwnerStore _store = new();

    [Fact]
    public async Task Owners_SurviveARestart_ForTheirClientKeyAndUntilTheyAreOld()
    {
        var before = new ResponseOwners(_time);
        await using (await KeeperAsync(before))
        {
            before.Remember("one", "resp_1", "acc_a");
            before.Remember(null, "file_1", "acc_b");
        }

        var after = new ResponseOwners(_time);
        await using var keeper = await KeeperAsync(after);

        Assert.Equal(("acc_a", "acc_b"), (after.Find("one", "resp_1"), after.Find(null, "file_1")));
        Assert.Null(after.Find(null, "resp_1"));
        Assert.Equal("acc_b", after.FindAny(null, ["file_2", "file_1"]));
        _time.Advance(TimeSpan.FromDays(30));
        Assert.Null(after.Find("one", "resp_1"));
    }

    [Fact]
    public async Task WhatNobodyStores_IsNotCollected()
    {
        var owners = new ResponseOwners(_time);
        owners.Remember("one", "resp_1", "acc_a");
        Assert.Empty(owners.TakeNews());
        await using var keeper = await KeeperAsync(owners);
        owners.Remember("one", "resp_1", "acc_a");
        owners.Remember("one", "resp_2", "acc_a");
        Assert.Equal("resp_2", Assert.Single(owners.TakeNews()).Id);
    }

    private async Task<OwnerKeeper> KeeperAsync(ResponseOwners owners)
    {
        var keeper = new OwnerKeeper(owners, _store, _time, NullLogger<OwnerKeeper>.Instance);
        await keeper.StartAsync(TestContext.Current.CancellationToken);
        return keeper;
    }
}
