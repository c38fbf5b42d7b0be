using System.Text.Json;
using AntigravityTools.App.Tests.Running;

namespace AntigravityTools.App.Tests.Commands;

public sealed class ClientsTests : IDisposable
{
    private const string Customised = "# mine\nmodel = \"gpt-5.4\"\n";
    private readonly TestHome _home = new();

    private string Config => Path.Combine(_home.Path, ".codex", "config.toml");

    [Fact]
    public async Task Difference_IsShownAndWrittenOnlyAfterAYes()
    {
        Write();
        var (code, output, errors) = await Gateway.RunWithInputAsync(_home, "n\n", "clients", "connect", "codex");
        Assert.Equal((1, true), (code, errors.Contains("Nothing was written", StringComparison.Ordinal)));
        Assert.Contains("+model_provider = \"antigravity-tools\"", output, StringComparison.Ordinal);
        Assert.Equal(Customised, File.ReadAllText(Config));

        (code, output, _) = await Gateway.RunWithInputAsync(_home, "y\n", "clients", "connect", "codex");
        Assert.Equal((0, true), (code, output.Contains("Connected codex.", StringComparison.Ordinal)));
        Assert.StartsWith("# mine\n", File.ReadAllText(Config), StringComparison.Ordinal);
        Assert.Equal(0, (await Gateway.RunAsync(_home, "clients", "restore", "codex", "--yes")).Code);
        Assert.Equal(Customised, File.ReadAllText(Config));
    }

    [Fact]
    public async Task Json_IsTheDifferenceAloneUnlessYesIsSaid()
    {
        Write();
        var (code, output, _) = await Gateway.RunAsync(_home, "clients", "connect", "codex", "--json");
        using var change = JsonDocument.Parse(output);
        Assert.Equal((0, false, "change"), (code, change.RootElement.GetProperty("applied").GetBoolean(), change.RootElement.GetProperty("files")[0].GetProperty("action").GetString()));
        Assert.Equal(Customised, File.ReadAllText(Config));
    }

    [Fact]
    public async Task ChatApp_GetsItsLines()
    {
        await using var gateway = await Gateway.ServeAsync(_home);
        var (code, output, _) = await Gateway.RunAsync(_home, "clients", "connect", "open-webui");
        Assert.Equal(0, code);
        Assert.Contains($"OPENAI_API_BASE_URL={gateway.Proxy.ToString().TrimEnd('/')}/v1", output, StringComparison.Ordinal);
        Assert.Contains("OPENAI_API_KEY=sk-", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownClient_IsRefusedWithTheNames()
    {
        var (code, _, errors) = await Gateway.RunAsync(_home, "clients", "connect", "notepad");
        Assert.Equal(1, code);
        Assert.Contains("claude-code, codex, gemini-cli, opencode, cherry-studio", errors, StringComparison.Ordinal);
    }

    public void Dispose() => _home.Dispose();

    private void Write()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Config)!);
        File.WriteAllText(Config, Customised);
    }
}
