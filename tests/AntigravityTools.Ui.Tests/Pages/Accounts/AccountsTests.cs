using AntigravityTools.Core.Records;
using AntigravityTools.Ui.Pages.Accounts;
using Bunit;

namespace AntigravityTools.Ui.Tests.Pages.Accounts;

public sealed class AccountsTests
{
    [Fact]
    public async Task NoAccount_SaysWhatToDo()
    {
        await using var stage = await ConsoleStage.StartAsync();
        var page = stage.Open<Ui.Pages.Accounts.Accounts>("/accounts", ".empty .btn");
        await page.ClickAsync(".empty .btn");
        Assert.EndsWith("/accounts?add=key", stage.Navigation.Uri, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll("[data-testid=key]"));
    }

    [Fact]
    public async Task AddedByForm_IsCheckedAndListed()
    {
        await using var stage = await ConsoleStage.StartAsync();
        var page = stage.Open<Ui.Pages.Accounts.Accounts>("/accounts?add=key", "[data-testid=save]");
        await page.ChangeAsync("[data-testid=provider]", "simulator");
        await page.ChangeAsync("[data-testid=key]", "sk-form-0123456789");
        await page.ClickAsync("[data-testid=save]");
        page.WaitForAssertion(() => Assert.Contains("sk-…6789", page.Find(".list").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        Assert.Equal(AccountState.Ready, Assert.Single(await stage.Parts.Accounts.ListAsync(TestContext.Current.CancellationToken)).Status.State);
    }

    [Fact]
    public async Task MissingKey_IsSaidAtItsField()
    {
        await using var stage = await ConsoleStage.StartAsync();
        var page = stage.Open<Ui.Pages.Accounts.Accounts>("/accounts?add=key", "[data-testid=save]");
        await page.ClickAsync("[data-testid=save]");
        page.WaitForAssertion(() => Assert.Contains("auth.api_key is missing", page.Find(".field .error").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Filters_ComeFromTheAddress()
    {
        await using var stage = await ConsoleStage.StartAsync();
        await stage.AddAccountAsync("Alpha", "sk-alpha-0123456789");
        await stage.AddAccountAsync("Beta", "sk-beta-0123456789");
        var page = stage.Open<Ui.Pages.Accounts.Accounts>("/accounts?q=bet", ".list > li");
        Assert.Contains("Beta", Assert.Single(page.FindAll(".list > li")).TextContent, StringComparison.Ordinal);
        stage.Navigation.NavigateTo("/accounts?state=disabled");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".list > li")), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Deleted_ComesBackToItsPlaceWithItsCredential()
    {
        await using var stage = await ConsoleStage.StartAsync();
        var cancellationToken = TestContext.Current.CancellationToken;
        var first = await stage.AddAccountAsync("First", "sk-first-0123456789");
        var second = await stage.AddAccountAsync("Second", "sk-second-0123456789");
        Assert.True(await stage.Parts.Accounts.DeleteAsync(first.Id, cancellationToken));
        Assert.Equal(1, await stage.Get<AccountsViewModel>().RestoreAsync([first.Id], cancellationToken));
        var accounts = await stage.Parts.Accounts.ListAsync(cancellationToken);
        Assert.Equal([first.Id, second.Id], accounts.Select(account => account.Id));
        Assert.Equal(first.Credential, accounts[0].Credential);
        Assert.Equal(0, await stage.Get<AccountsViewModel>().RestoreAsync([first.Id], cancellationToken));
    }

    [Fact]
    public async Task Moved_TakesTheOthersPlace()
    {
        await using var stage = await ConsoleStage.StartAsync();
        var cancellationToken = TestContext.Current.CancellationToken;
        var ids = new List<string>();
        foreach (var name in (string[])["A", "B", "C"])
        {
            ids.Add((await stage.AddAccountAsync(name, $"sk-{name}-0123456789")).Id);
        }

        var view = stage.Get<AccountsViewModel>();
        await view.PullAsync(cancellationToken);
        await view.MoveAsync(ids[0], ids[2], cancellationToken);
        await view.PullAsync(cancellationToken);
        Assert.Equal([ids[1], ids[2], ids[0]], view.Accounts.Select(account => account.Id));
        await view.MoveAsync(ids[0], -1, cancellationToken);
        await view.PullAsync(cancellationToken);
        Assert.Equal([ids[1], ids[0], ids[2]], view.Accounts.Select(account => account.Id));
        await view.MoveAsync(ids[1], -1, cancellationToken);
        await view.PullAsync(cancellationToken);
        Assert.Equal([ids[1], ids[0], ids[2]], view.Accounts.Select(account => account.Id));
    }

    [Fact]
    public async Task Bulk_ChangesThePickedAlone()
    {
        await using var stage = await ConsoleStage.StartAsync();
        var cancellationToken = TestContext.Current.CancellationToken;
        await stage.AddAccountAsync("Stays", "sk-stays-0123456789");
        var picked = await stage.AddAccountAsync("Goes", "sk-goes-0123456789");
        var view = stage.Get<AccountsViewModel>();
        await view.PullAsync(cancellationToken);
        view.Pick(picked.Id, true);
        Assert.Empty(await view.RunBulkAsync("disable", cancellationToken));
        await view.PullAsync(cancellationToken);
        Assert.Equal([true, false], view.Accounts.Select(account => account.Enabled));
    }

    [Fact]
    public async Task ManyKeys_BecomeAccountsAndNamesComeFromTheirLines()
    {
        await using var stage = await ConsoleStage.StartAsync();
        var cancellationToken = TestContext.Current.CancellationToken;
        var progress = 0;
        var many = new ManyKeys(stage.Parts.Accounts) { Provider = "simulator", Prefix = "Sim", Text = "sk-one-0123456789\n\nWork, sk-two-0123456789\nsk-one-0123456789\nsk-\u00e9" };
        await many.AddAsync(() => progress++, cancellationToken);
        Assert.Equal((4, 2, 1, 4), (many.Finished, many.Added, many.Updated, progress));
        Assert.Equal("4", Assert.Single(many.Errors).Field);
        Assert.DoesNotContain("\u00e9", many.Errors[0].Message, StringComparison.Ordinal);
        Assert.Contains("Work", (await stage.Parts.Accounts.ListAsync(cancellationToken)).Select(account => account.Name));
    }
}
