using System.Text;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage;
using AntigravityTools.Testing.Contracts;

namespace AntigravityTools.Storage.Sqlite.Tests;

public sealed class SqliteAccountStoreTests : AccountStoreContract, IAsyncDisposable
{
    private readonly TemporaryDatabase _file = new();
    private readonly AesProtector _protector = new();

    public SqliteAccountStoreTests() => Store = new SqliteAccountStore(_file.Database, _protector);

    protected override IAccountStore Store { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    [Fact]
    public async Task OtherProtector_LocksTheAccountAndKeepsWhatIsStored()
    {
        await Store.SaveAsync(SampleAccounts.Small("acc_1"), Token);
        var elsewhere = new SqliteAccountStore(_file.Database, new AesProtector("other"));

        var account = Assert.Single(await elsewhere.LoadAsync(Token));
        var locked = Assert.IsType<Credential.Locked>(account.Credential);
        await elsewhere.SaveAsync(account with { Name = "renamed" }, Token);

        Assert.Contains("encrypted with 'test', but 'other' is in use", locked.Why, StringComparison.Ordinal);
        Assert.Equal(new Credential.ApiKey(SampleAccounts.Canary), Assert.Single(await Store.LoadAsync(Token)).Credential);
    }

    [Fact]
    public async Task OtherKeyOfTheSameProtector_LocksTheAccount()
    {
        await Store.SaveAsync(SampleAccounts.Small("acc_1"), Token);

        var account = Assert.Single(await new SqliteAccountStore(_file.Database, new AesProtector()).LoadAsync(Token));

        Assert.Contains("can not be decrypted", Assert.IsType<Credential.Locked>(account.Credential).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CredentialMovedToAnotherRow_IsNotRead()
    {
        await Store.SaveAsync(SampleAccounts.Small("acc_1"), Token);
        await Store.SaveAsync(SampleAccounts.Small("acc_2", "sk-2"), Token);
        await _file.Database.WriteAsync(
            connection => connection.Execute("UPDATE accounts SET credential = (SELECT credential FROM accounts WHERE id = 'acc_1') WHERE id = 'acc_2'"), Token);

        var moved = (await Store.LoadAsync(Token)).Single(account => account.Id == "acc_2");

        Assert.IsType<Credential.Locked>(moved.Credential);
    }

    [Fact]
    public async Task Files_HoldNoSecret()
    {
        await Store.SaveAsync(SampleAccounts.Small("acc_1"), Token);

        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(_file.Path)!))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, Token);
            Assert.DoesNotContain(SampleAccounts.Canary, Encoding.Latin1.GetString(bytes.ToArray()), StringComparison.Ordinal);
        }
    }
}
