using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace AntigravityTools.Testing.Contracts;

/// <summary>What every <see cref="IPoolCoordinator"/> does.</summary>
public abstract class PoolCoordinatorContract
{
    /// <summary>The clock that the coordinator goes by.</summary>
    protected FakeTimeProvider Time { get; } = new(SampleRequests.Noon);

    /// <summary>An empty coordinator.</summary>
    protected abstract IPoolCoordinator Coordinator { get; }

    [Fact]
    public async Task SavedCooldown_ComesBackWithEveryField()
    {
        var cooldown = Cooling("acc_1", "gemini-2.5-pro");

        await SaveAsync(cooldown);

        Assert.Equal([cooldown], await LoadAsync());
    }

    [Fact]
    public async Task CooldownOfAnAccount_AndThoseOfItsModels_AreSeparate()
    {
        Cooldown[] all = [Cooling("acc_1", null), Cooling("acc_1", "a"), Cooling("acc_1", "b"), Cooling("acc_2", "a")];

        await SaveAsync(all);

        Assert.Equal(all.ToHashSet(), (await LoadAsync()).ToHashSet());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("a")]
    public async Task SecondSave_Replaces(string? model)
    {
        var later = Cooling("acc_1", model) with { State = AccountState.OutOfQuota, Reason = "later", Until = null };
        await SaveAsync(Cooling("acc_1", model), later);

        Assert.Equal([later], await LoadAsync());
    }

    [Fact]
    public async Task EndedCooldown_IsNotLoaded()
    {
        await SaveAsync(Cooling("acc_1", "a"), Cooling("acc_1", "for ever") with { Until = null });

        Time.Advance(TimeSpan.FromSeconds(60) - TimeSpan.FromTicks(1));
        Assert.Equal(2, (await LoadAsync()).Count);

        Time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal("for ever", Assert.Single(await LoadAsync()).Model);
    }

    [Fact]
    public async Task ClearOfOneModel_LeavesTheOthers()
    {
        await SaveAsync(Cooling("acc_1", null), Cooling("acc_1", "a"), Cooling("acc_1", "b"), Cooling("acc_2", "a"));

        await Coordinator.ClearCooldownsAsync("acc_1", "a", TestContext.Current.CancellationToken);

        Assert.Equal(
            new HashSet<(string, string?)> { ("acc_1", null), ("acc_1", "b"), ("acc_2", "a") },
            (await LoadAsync()).Select(cooldown => (cooldown.AccountId, cooldown.Model)).ToHashSet());
    }

    [Fact]
    public async Task ClearOfAnAccount_TakesItsModelsToo()
    {
        await SaveAsync(Cooling("acc_1", null), Cooling("acc_1", "a"), Cooling("acc_2", null));

        await Coordinator.ClearCooldownsAsync("acc_1", null, TestContext.Current.CancellationToken);

        Assert.Equal("acc_2", Assert.Single(await LoadAsync()).AccountId);
    }

    private Cooldown Cooling(string accountId, string? model) => new()
    {
        AccountId = accountId,
        Model = model,
        State = AccountState.CoolingDown,
        Reason = "429 – try again in a minute",
        Since = Time.GetUtcNow(),
        Until = Time.GetUtcNow().AddSeconds(60),
    };

    private Task<IReadOnlyList<Cooldown>> LoadAsync() => Coordinator.LoadCooldownsAsync(TestContext.Current.CancellationToken);

    private async Task SaveAsync(params Cooldown[] cooldowns)
    {
        foreach (var cooldown in cooldowns)
        {
            await Coordinator.SaveCooldownAsync(cooldown, TestContext.Current.CancellationToken);
        }
    }
}
