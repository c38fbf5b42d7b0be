using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage;
using Xunit;

namespace AntigravityTools.Testing.Contracts;

/// <summary>What every <see cref="IOwnerStore"/> does.</summary>
public abstract class OwnerStoreContract
{
    /// <summary>An empty store.</summary>
    protected abstract IOwnerStore Store { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AddedOwners_ComeBackOldestFirst_AndTheFirstOwnerStays()
    {
        var (file, response) = (Owner("", "file_1", "acc_a"), Owner("key_1", "resp_1", "acc_b"));
        await Store.AddAsync([file, response], 10, Token);

        await Store.AddAsync([response with { AccountId = "acc_c" }, file with { Scope = "key_1" }], 10, Token);

        Assert.Equal([file, response, file with { Scope = "key_1" }], await Store.LoadAsync(SampleRequests.Noon, Token));
    }

    [Fact]
    public async Task OldestBeyondTheBound_AndThoseWhoseTimeIsOver_AreForgotten()
    {
        await Store.AddAsync([.. Enumerable.Range(0, 8).Select(number => Owner("", $"resp_{number}", "acc_a"))], 5, Token);
        Assert.Equal(["resp_3", "resp_4", "resp_5", "resp_6", "resp_7"], (await Store.LoadAsync(SampleRequests.Noon, Token)).Select(owner => owner.Id));

        Assert.Empty(await Store.LoadAsync(SampleRequests.Noon.AddDays(30), Token));
    }

    private static ObjectOwner Owner(string scope, string id, string account) => new() { Scope = scope, Id = id, AccountId = account, Until = SampleRequests.Noon.AddDays(30) };
}
