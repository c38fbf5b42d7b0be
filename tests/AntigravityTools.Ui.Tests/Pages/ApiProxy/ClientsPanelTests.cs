using AntigravityTools.Core.Records;
using Bunit;

namespace AntigravityTools.Ui.Tests.Pages.ApiProxy;

public sealed class ClientsPanelTests
{
    private const string Address = "/api-proxy?tab=clients";
    private const string Codex = "[data-testid=client-codex]";

    [Fact]
    public async Task Client_IsConnectedAfterItsDifferenceWasShown_AndRestoredToTheByte()
    {
        await using var stage = await ConsoleStage.StartAsync(onDisk: true);
        var file = Path.Combine(stage.Home, ".codex", "config.toml");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        const string Before = "# mine\r\nmodel = \"gpt-5.4\"\r\n";
        await File.WriteAllTextAsync(file, Before, TestContext.Current.CancellationToken);
        var page = stage.Open<Ui.Pages.ApiProxy.ApiProxy>(Address, Codex);

        await page.ClickAsync(Codex + " .btn");
        page.WaitForElement(".diff .good", TimeSpan.FromSeconds(10));
        Assert.Equal(Before, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.DoesNotContain(stage.Parts.ProxyControl.ApiKey, page.Markup, StringComparison.Ordinal);

        await page.ClickAsync("[data-testid=apply]");
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(Codex + " .badge.ok")), TimeSpan.FromSeconds(10));
        var connected = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Assert.Contains("# mine", connected, StringComparison.Ordinal);
        Assert.NotEqual(Before, connected);

        await page.ClickAsync(Codex + " .btn", at: 1);
        page.WaitForElement(".diff .bad", TimeSpan.FromSeconds(10));
        await page.ClickAsync("[data-testid=apply]");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(Codex + " .badge.ok")), TimeSpan.FromSeconds(10));
        Assert.Equal(Before, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task GatewayThatKeepsNothing_SaysWhyItDoesNotWrite()
    {
        await using var stage = await ConsoleStage.StartAsync();
        var page = stage.Open<Ui.Pages.ApiProxy.ApiProxy>(Address, Codex);
        await page.ClickAsync(Codex + " .btn");
        page.WaitForElement(".note", TimeSpan.FromSeconds(10));
        Assert.True(page.Find("[data-testid=apply]").HasAttribute("disabled"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(stage.Home));
    }

    [Fact]
    public async Task FileThatIsNoToml_IsShownAsUnreadableAndCannotBeWritten()
    {
        await using var stage = await ConsoleStage.StartAsync();
        var file = Path.Combine(stage.Home, ".codex", "config.toml");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, "model = [[[", TestContext.Current.CancellationToken);
        var page = stage.Open<Ui.Pages.ApiProxy.ApiProxy>(Address, Codex);
        Assert.NotEmpty(page.FindAll(Codex + " .badge.err"));
        Assert.True(page.Find(Codex + " .btn").HasAttribute("disabled"));
        Assert.Equal(ClientState.Unreadable, stage.Parts.Clients.List().First(client => client.Name == "codex").State);
    }

    [Fact]
    public async Task Lines_HideTheKeyAndAreExplainedInTheUsersLanguage()
    {
        await using var stage = await ConsoleStage.StartAsync();
        Assert.Empty(await stage.Parts.Configuration.PatchAsync("""{"ui":{"language":"ko"}}""", TestContext.Current.CancellationToken));
        var page = stage.Open<Ui.Pages.ApiProxy.ApiProxy>(Address, "[data-testid=snippet]");
        foreach (var snippet in stage.Parts.Clients.Snippets(withKey: false))
        {
            await page.ChangeAsync("[data-testid=snippet]", snippet.Name);
            Assert.Contains("YOUR_CLIENT_KEY", page.Find(".lines pre").TextContent, StringComparison.Ordinal);
            Assert.NotEqual(snippet.Where, page.Find("[data-testid=where]").TextContent);
        }
    }
}
