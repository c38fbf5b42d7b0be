using AntigravityTools.Core.Records;
using Bunit;

namespace AntigravityTools.Ui.Tests.Pages.ApiProxy;

public sealed class ClientsPanelTests
{
    private const string Address = "/api-proxy?tab=clients";
    private const string Codex = "[data-testid=client-codex]";

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
            await page.Find("[data-testid=snippet]").ChangeAsync(new() { Value = snippet.Name });
            Assert.Contains("YOUR_CLIENT_KEY", page.Find(".lines pre").TextContent, StringComparison.Ordinal);
            Assert.NotEqual(snippet.Where, page.Find("[data-testid=where]").TextContent);
        }
    }
}
