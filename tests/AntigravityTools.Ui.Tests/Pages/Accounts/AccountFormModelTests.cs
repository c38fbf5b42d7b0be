using AntigravityTools.Core.Management;
using AntigravityTools.Ui.Pages.Accounts;

namespace AntigravityTools.Ui.Tests.Pages.Accounts;

public sealed class AccountFormModelTests
{
    [Fact]
    public void NewForm_LeavesOutWhatIsEmpty()
    {
        var draft = new AccountFormModel { Provider = "openai", Secret = " sk-1 ", Models = "a, b\nc", Aliases = "fast = a" }.ToDraft();
        Assert.Equal(("openai", null, null), (draft.Provider, draft.Name, draft.Notes));
        Assert.Equal("sk-1", draft.Auth!.ApiKey);
        Assert.Equal(["a", "b", "c"], draft.Models!.Value);
        Assert.Equal("a", draft.Aliases!["fast"]);
        Assert.Null(draft.Protocols);
    }

    [Fact]
    public async Task EditedForm_KeepsTheCredentialAndEmptiesWhatIsEmptied()
    {
        await using var stage = await ConsoleStage.StartAsync();
        var cancellationToken = TestContext.Current.CancellationToken;
        var account = await stage.AddAccountAsync("Mine");
        var noted = await stage.Parts.Accounts.UpdateAsync(
            account.Id, new AccountDraft { Notes = "old", Models = ["gpt-5.4"], MaxConcurrency = 3 }, cancellationToken);
        var form = AccountFormModel.Of(noted.Account!);
        Assert.Equal(("old", "gpt-5.4", 3), (form.Notes, form.Models, form.MaxConcurrency));
        (form.Notes, form.Models, form.MaxConcurrency, form.Name) = ("", "", 0, "Renamed");
        var saved = (await stage.Parts.Accounts.UpdateAsync(account.Id, form.ToDraft(), cancellationToken)).Account!;
        Assert.Equal(("Renamed", "", null, false), (saved.Name, saved.Notes, saved.MaxConcurrency, saved.ModelsLimited));
        Assert.Equal(account.Credential, saved.Credential);
    }

    [Fact]
    public async Task StatedLimits_AreShownChangedAndTakenOut()
    {
        await using var stage = await ConsoleStage.StartAsync();
        var cancellationToken = TestContext.Current.CancellationToken;
        var account = await stage.AddAccountAsync("Mine");
        var form = AccountFormModel.Of(account);
        form.Limits["requests_per_minute"] = 60;
        var limited = (await stage.Parts.Accounts.UpdateAsync(account.Id, form.ToDraft(), cancellationToken)).Account!;
        Assert.Equal(60, limited.Limits["requests_per_minute"]);
        form = AccountFormModel.Of(limited);
        form.Limits["requests_per_minute"] = 0;
        Assert.Empty((await stage.Parts.Accounts.UpdateAsync(account.Id, form.ToDraft(), cancellationToken)).Account!.Limits);
        Assert.Null(new AccountFormModel { Provider = "openai" }.ToDraft().Limits);
    }
}
