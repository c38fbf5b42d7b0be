using System.Text.Json;
using AntigravityTools.App.Tests.Running;

namespace AntigravityTools.App.Tests.Commands;

public sealed class AccountsTests : IDisposable
{
    // Nobody listens there, so the check fails; the account is kept all the same.
    private const string Nowhere = "http://127.0.0.1:9/v1";
    private const string Secret = "sk-0123456789-never-shown-abcd";
    private readonly TestHome _home = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Account_CanBeAddedListedAndRemoved_WithAndWithoutALiveGateway(bool live)
    {
        await using var gateway = live ? await Gateway.ServeAsync(_home) : null;

        var added = await AddAsync("Local");
        var again = await AddAsync("Local again");
        var list = await Gateway.RunAsync(_home, "accounts", "list");
        var json = await Gateway.RunAsync(_home, "accounts", "list", "--json");
        var removed = await Gateway.RunAsync(_home, "accounts", "remove", "local AGAIN");
        var after = await Gateway.RunAsync(_home, "accounts", "list", "--json");

        Assert.True(added.Code == 0, added.Errors);
        Assert.StartsWith("Added acc_", added.Output, StringComparison.Ordinal);
        Assert.StartsWith("Updated acc_", again.Output, StringComparison.Ordinal);
        Assert.Contains("openai-compatible", list.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("never-shown", list.Output + json.Output + added.Output, StringComparison.Ordinal);
        Assert.Equal("Local again", Assert.Single(Accounts(json.Output)).GetProperty("name").GetString());
        Assert.True(removed.Code == 0, removed.Errors);
        Assert.Empty(Accounts(after.Output));
    }

    [Fact]
    public async Task AccountAddedWithoutAGateway_IsThereWhenOneStartsAndEncryptedAtRest()
    {
        await AddAsync("Local");
        Assert.DoesNotContain("never-shown", System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(_home.Database, Token)), StringComparison.Ordinal);

        await using var gateway = await Gateway.ServeAsync(_home);

        Assert.Contains("0 of 1 usable", gateway.Output, StringComparison.Ordinal);
        var (_, output, _) = await Gateway.RunAsync(_home, "accounts", "export", "--secrets");
        Assert.Contains(Secret, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_CanBeImportedElsewhere()
    {
        await AddAsync("Local");
        var (_, exported, _) = await Gateway.RunAsync(_home, "accounts", "export", "--secrets");
        var masked = await Gateway.RunAsync(_home, "accounts", "export");
        using var other = new TestHome();

        var imported = await Gateway.RunWithInputAsync(other, exported, "accounts", "import", "-");
        var list = await Gateway.RunAsync(other, "accounts", "list", "--json");

        Assert.DoesNotContain("never-shown", masked.Output, StringComparison.Ordinal);
        Assert.True(imported.Code == 0, imported.Errors);
        Assert.StartsWith("1 added", imported.Output, StringComparison.Ordinal);
        Assert.Equal("Local", Assert.Single(Accounts(list.Output)).GetProperty("name").GetString());
    }

    [Fact]
    public async Task AccountThatCanNotBeReached_FailsItsTest()
    {
        await AddAsync("Local");

        var (code, output, _) = await Gateway.RunAsync(_home, "accounts", "test", "Local");

        Assert.NotEqual(0, code);
        Assert.StartsWith("network: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SimulatedAccount_WorksUnderDemoAndDoesNotExistOtherwise()
    {
        var refused = await Gateway.RunAsync(_home, "accounts", "add", "--provider", "simulator");
        Assert.NotEqual(0, refused.Code);
        Assert.Contains("'simulator' is not a provider", refused.Errors, StringComparison.Ordinal);

        await using (var demo = await Gateway.ServeAsync(_home, "--demo"))
        {
            var added = await Gateway.RunAsync(_home, "accounts", "add", "--provider", "simulator", "--name", "Sim");
            Assert.True(added.Code == 0, added.Errors);
            Assert.Contains("ready", added.Output, StringComparison.Ordinal);
            demo.Signal("TERM");
            await demo.WaitForExitAsync();
        }

        await using (var again = await Gateway.ServeAsync(_home, "--demo"))
        {
            var tested = await Gateway.RunAsync(_home, "accounts", "test", "Sim");
            Assert.True(tested.Code == 0, tested.Output + tested.Errors);
        }

        Assert.Empty(Accounts((await Gateway.RunAsync(_home, "accounts", "list", "--json")).Output));
    }

    [Fact]
    public async Task UnknownAccount_IsNamed()
    {
        var (code, output, errors) = await Gateway.RunAsync(_home, "accounts", "remove", "nobody");

        Assert.NotEqual(0, code);
        Assert.Empty(output);
        Assert.Contains("'nobody'", Assert.Single(errors.Split('\n')), StringComparison.Ordinal);
    }

    private Task<(int Code, string Output, string Errors)> AddAsync(string name) => Gateway.RunWithInputAsync(
        _home, Secret + "\n", "accounts", "add", "--provider", "openai-compatible", "--base-url", Nowhere, "--api-key", "-", "--name", name);

    private static List<JsonElement> Accounts(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.GetProperty("accounts").EnumerateArray().Select(account => account.Clone())];
    }
}
