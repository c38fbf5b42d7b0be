using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;
using Microsoft.Extensions.Time.Testing;

namespace AntigravityTools.Core.Tests.Management;

public sealed class DeletedAccountsTests
{
    [Fact]
    public void Deleted_IsKeptForTwoMinutesAndGivenBackOnce()
    {
        var time = new FakeTimeProvider();
        var deleted = new DeletedAccounts(time);
        var account = new Account
        {
            Id = "acc_1", Provider = "openai", Name = "One", BaseUrl = new Uri("https://api.example.com"), Credential = new Credential.ApiKey("sk-1"),
            Protocols = [], CreatedAt = time.GetUtcNow(),
        };
        deleted.Remember(account, ["acc_0", "acc_1"]);
        time.Advance(DeletedAccounts.Kept - TimeSpan.FromSeconds(1));
        Assert.Equal(account, deleted.Take("acc_1")!.Value.Account);
        Assert.Null(deleted.Take("acc_1"));
        deleted.Remember(account, []);
        time.Advance(DeletedAccounts.Kept);
        Assert.Null(deleted.Take("acc_1"));
    }
}
