using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;
using AntigravityTools.Simulator;
using AntigravityTools.Simulator.Scripting;
using AntigravityTools.Ui.Pages.Accounts;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace AntigravityTools.Ui.Tests.Pages.Accounts;

/// <summary>The sign-in dialog against a simulated Google; a plain HTTP client goes where the person's browser would.</summary>
public sealed class SignInTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Browser_ComesBack_TheAccountIsThere()
    {
        await using var google = await SimulatorHost.StartAsync(new SimulatorOptions(), Token);
        await using var stage = await ConsoleStage.StartAsync();
        var page = await BeginAsync(stage, google);

        await VisitAsync(page.Find("[data-testid=signin-open]").GetAttribute("href")!);

        page.WaitForAssertion(() => Assert.Contains("simulated.user@example.com", page.Find(".list").TextContent, StringComparison.Ordinal), Patience);
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=signin-open]")), Patience);
        var account = Assert.Single(await stage.Parts.Accounts.ListAsync(Token));
        Assert.Equal(("gemini", AccountState.Ready), (account.Provider, account.Status.State));
        Assert.Equal("own-client", Assert.Single(stage.Get<OAuthClientCommands>().List()).ClientId);
    }

    [Fact]
    public async Task PastedAddress_FinishesTheSignIn_AndAForeignOneIsRefusedAtItsField()
    {
        await using var google = await SimulatorHost.StartAsync(new SimulatorOptions(), Token);
        await using var stage = await ConsoleStage.StartAsync();
        var page = await BeginAsync(stage, google);
        var back = await WhereItLeadsAsync(page.Find("[data-testid=signin-open]").GetAttribute("href")!);

        await PasteAsync(page, "http://127.0.0.1:1/?code=x&state=of-another");
        page.WaitForAssertion(() => Assert.Contains("another sign-in", page.Find(".field .error").TextContent, StringComparison.Ordinal), Patience);
        await PasteAsync(page, back);

        page.WaitForAssertion(() => Assert.Contains("simulated.user@example.com", page.Find(".list").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task NoClient_IsSaidAndCancelClosesThePort()
    {
        await using var google = await SimulatorHost.StartAsync(new SimulatorOptions(), Token);
        await using var stage = await ConsoleStage.StartAsync();
        var page = stage.Open<Ui.Pages.Accounts.Accounts>("/accounts?add=signin", "[data-testid=signin-start]");
        await page.ClickAsync("[data-testid=signin-start]");
        page.WaitForAssertion(() => Assert.Contains("client_id is missing", page.Find(".field .error").TextContent, StringComparison.Ordinal), Patience);

        var model = new SignInModel(stage.Get<OAuthSessions>(), stage.Get<OAuthClientCommands>()) { Provider = "gemini", BaseUrl = google.GeminiUrl.ToString(), ClientFile = FileOf(google) };
        await model.StartAsync(Token);
        Assert.True(model.IsPending);
        Assert.Null(model.ClientFile);
        var session = model.Session!;
        model.Cancel();
        Assert.Null(stage.Get<OAuthSessions>().Get(session.Id));
    }

    [Fact]
    public async Task LoginThatIsOver_SignsInAgainInPlace()
    {
        await using var google = await SimulatorHost.StartAsync(new SimulatorOptions(), Token);
        await using var stage = await ConsoleStage.StartAsync();
        var page = await BeginAsync(stage, google);
        await VisitAsync(page.Find("[data-testid=signin-open]").GetAttribute("href")!);
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".list > li")), Patience);
        var before = Assert.Single(await stage.Parts.Accounts.ListAsync(Token));
        google.Always(SimulatorHost.AnyCredential, new Fault(FaultKind.InvalidGrant));
        Assert.Equal(AccountState.NeedsReauth, (await stage.Parts.Accounts.RefreshAsync(before.Id, Token))!.Status.State);
        google.Clear();

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=again]")), Patience);
        await page.ClickAsync("[data-testid=again]");
        page.WaitForElement("[data-testid=signin-start]", Patience);
        await page.ClickAsync("[data-testid=signin-start]");
        page.WaitForElement("[data-testid=signin-open]", Patience);
        await VisitAsync(page.Find("[data-testid=signin-open]").GetAttribute("href")!);

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=again]")), Patience);
        var after = Assert.Single(await stage.Parts.Accounts.ListAsync(Token));
        Assert.Equal((before.Id, AccountState.Ready), (after.Id, after.Status.State));
    }

    private static async Task<IRenderedComponent<IComponent>> BeginAsync(ConsoleStage stage, SimulatorHost google)
    {
        var page = stage.Open<Ui.Pages.Accounts.Accounts>("/accounts?add=signin", "[data-testid=signin-start]");
        await page.ChangeAsync("[data-testid=signin-provider]", "gemini");
        await page.ChangeAsync("[data-testid=signin-json]", FileOf(google));
        await page.ChangeAsync("[data-testid=signin-url]", google.GeminiUrl.ToString());
        await page.ClickAsync("[data-testid=signin-start]");
        page.WaitForElement("[data-testid=signin-open]", Patience);
        return page;
    }

    private static string FileOf(SimulatorHost google) =>
        $$$"""{"installed":{"client_id":"own-client","client_secret":"own-secret","auth_uri":"{{{google.AuthorizeUrl}}}","token_uri":"{{{google.TokenUrl}}}"} }""";

    private static async Task PasteAsync(IRenderedComponent<IComponent> page, string text)
    {
        await page.InputAsync("[data-testid=signin-paste]", text);
        await page.ClickAsync("[data-testid=signin-complete]");
    }

    private static async Task VisitAsync(string address)
    {
        using var browser = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        browser.DefaultRequestHeaders.Add("Accept-Language", "ko-KR,ko;q=0.9");
        Assert.Contains("로그인했습니다", await browser.GetStringAsync(new Uri(address), Token), StringComparison.Ordinal);
    }

    private static async Task<string> WhereItLeadsAsync(string address)
    {
        using var browser = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
        using var answer = await browser.GetAsync(new Uri(address), Token);
        return answer.Headers.Location!.ToString();
    }
}
