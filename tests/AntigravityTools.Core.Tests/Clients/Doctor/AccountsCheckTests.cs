using AntigravityTools.Core.Clients.Doctor;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Tests.Clients.Doctor;

public sealed class AccountsCheckTests
{
    [Fact]
    public void EveryStateThatTakesNoRequests_HasACodeAndAnAdvice()
    {
        var findings = Enum.GetValues<AccountState>().Except([AccountState.Ready, AccountState.Busy]).Select(Examine).ToList();

        Assert.Equal(findings.Count, findings.Select(finding => finding.Code).Distinct().Count());
        Assert.All(findings, finding =>
        {
            Assert.True(finding.Breaks);
            Assert.Contains("'Mine'", finding.Message, StringComparison.Ordinal);
            Assert.EndsWith(".", finding.Fix, StringComparison.Ordinal);
        });
        Assert.Contains("account_offline", findings.Select(finding => finding.Code));
    }

    // Beside one that is switched off, so that no state is that of all accounts.
    private static DoctorFinding Examine(AccountState state) => AccountsCheck.Run([Case("Mine", state), Case("Off", AccountState.Disabled)], DateTimeOffset.UnixEpoch)
        .First(finding => finding.Message.Contains("'Mine'", StringComparison.Ordinal));

    private static AccountCase Case(string name, AccountState state) => new(
        new Account
        {
            Id = "acc_" + name, Provider = "openai", Name = name, BaseUrl = new Uri("https://example.test"), Credential = new Credential.None(),
            Protocols = [Protocol.OpenAIChat], CreatedAt = DateTimeOffset.UnixEpoch,
        },
        new AccountStatus { State = state });
}
