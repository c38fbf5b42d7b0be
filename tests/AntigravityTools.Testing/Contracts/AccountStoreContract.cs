using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage;
using Xunit;

namespace AntigravityTools.Testing.Contracts;

/// <summary>What every <see cref="IAccountStore"/> does.</summary>
public abstract class AccountStoreContract
{
    /// <summary>An empty store.</summary>
    protected abstract IAccountStore Store { get; }

    [Fact]
    public async Task EmptyStore_HasNoAccount() => Assert.Empty(await LoadAsync());

    [Fact]
    public async Task SavedAccount_ComesBackWithEveryField()
    {
        var account = SampleAccounts.Full("acc_1");

        await SaveAsync(account);

        var loaded = Assert.Single(await LoadAsync());
        Assert.Equal(account.Credential, loaded.Credential);
        Assert.Equivalent(account, loaded, strict: true);
        Assert.Equal(account.Protocols, loaded.Protocols);
        Assert.Equal("gemini-2.5-flash-lite", loaded.Aliases["Fast"]);
        Assert.Equal(new ModelLimits(1048576, null), loaded.ModelLimits["gemini-2.5-pro"]);
        Assert.Equal(60, loaded.Limits["requests_per_minute"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ModelsNeverListed_AreNotTheSameAsAnEmptyList(bool listed)
    {
        await SaveAsync(SampleAccounts.Small("acc_1") with { OfferedModels = listed ? [] : default });

        Assert.Equal(listed, Assert.Single(await LoadAsync()).ModelsKnown);
    }

    public static TheoryData<Credential> Credentials() =>
    [
        new Credential.None(), new Credential.ApiKey("sk-1"), new Credential.ServiceAccount("""{"private_key":"-----BEGIN"}"""),
        new Credential.OAuth("refresh", "client"),
    ];

    [Theory]
    [MemberData(nameof(Credentials), DisableDiscoveryEnumeration = true)]
    public async Task EveryKindOfCredential_ComesBack(Credential credential)
    {
        await SaveAsync(SampleAccounts.Small("acc_1") with { Credential = credential });

        Assert.Equal(credential, Assert.Single(await LoadAsync()).Credential);
    }

    [Fact]
    public async Task SecondSave_ReplacesInPlace()
    {
        await SaveAsync(SampleAccounts.Small("acc_1"), SampleAccounts.Small("acc_2"));

        await SaveAsync(SampleAccounts.Small("acc_1", "sk-2") with { Name = "renamed" });

        Assert.Equal(["renamed", "account acc_2"], (await LoadAsync()).Select(account => account.Name));
        Assert.Equal(new Credential.ApiKey("sk-2"), (await LoadAsync())[0].Credential);
    }

    [Fact]
    public async Task LockedCredential_LeavesTheStoredOne()
    {
        await SaveAsync(SampleAccounts.Small("acc_1"));

        await SaveAsync(SampleAccounts.Small("acc_1") with { Name = "renamed", Credential = new Credential.Locked("no key") });

        var loaded = Assert.Single(await LoadAsync());
        Assert.Equal("renamed", loaded.Name);
        Assert.Equal(new Credential.ApiKey(SampleAccounts.Canary), loaded.Credential);
    }

    [Fact]
    public async Task NewAccountWithLockedCredential_StaysLocked()
    {
        await SaveAsync(SampleAccounts.Small("acc_1") with { Credential = new Credential.Locked("no key") });

        Assert.IsType<Credential.Locked>(Assert.Single(await LoadAsync()).Credential);
    }

    [Fact]
    public async Task Delete_RemovesTheAccountAndSaysWhetherThereWasOne()
    {
        await SaveAsync(SampleAccounts.Small("acc_1"), SampleAccounts.Small("acc_2"));

        Assert.True(await Store.DeleteAsync("acc_1", TestContext.Current.CancellationToken));
        Assert.False(await Store.DeleteAsync("acc_1", TestContext.Current.CancellationToken));

        Assert.Equal(["acc_2"], await IdsAsync());
    }

    [Fact]
    public async Task Reorder_PutsUnnamedAccountsBehindInTheirOldOrder()
    {
        await SaveAsync([.. "12345".Select(digit => SampleAccounts.Small("acc_" + digit))]);

        await Store.ReorderAsync(["acc_4", "acc_unknown", "acc_2", "acc_4"], TestContext.Current.CancellationToken);
        await SaveAsync(SampleAccounts.Small("acc_6"));

        Assert.Equal(["acc_4", "acc_2", "acc_1", "acc_3", "acc_5", "acc_6"], await IdsAsync());
    }

    private Task<IReadOnlyList<Account>> LoadAsync() => Store.LoadAsync(TestContext.Current.CancellationToken);

    private async Task<IEnumerable<string>> IdsAsync() => (await LoadAsync()).Select(account => account.Id);

    private async Task SaveAsync(params Account[] accounts)
    {
        foreach (var account in accounts)
        {
            await Store.SaveAsync(account, TestContext.Current.CancellationToken);
        }
    }
}
