using System.Text.Json;
using AntigravityTools.Simulator.Scripting;
using AntigravityTools.Testing.Gateway;

namespace AntigravityTools.Clients.Tests.CommandLine;

/// <summary>Four of five accounts die under a command-line agent, each in a way of its own; the agent does not notice.</summary>
public sealed class DyingAccountsTests(GatewayFixture gateway) : IDisposable
{
    private const string ToolAnswer = "The tool answered: \"";

    private readonly CliRun _cli = new();

    private string BaseUrl => gateway.Process.ProxyUrl.ToString().TrimEnd('/');

    public static TheoryData<Death> Deaths { get; } = [Death.Cut, Death.Unavailable];

    [Theory]
    [MemberData(nameof(Deaths))]
    public async Task ClaudeCode_FinishesItsPrompts(Death third)
    {
        await using var accounts = await MortalAccounts.AddAsync(gateway, "anthropic", "/v1/messages", "claude-opus-5-5", Named("claude-sonnet-4-5-"), Script(third));
        _cli.With("ANTHROPIC_BASE_URL", BaseUrl).With("ANTHROPIC_API_KEY", "sk-client").With("ANTHROPIC_MODEL", accounts.Model)
            .With("ANTHROPIC_SMALL_FAST_MODEL", accounts.Model).With("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1").With("DISABLE_AUTOUPDATER", "1");

        await FinishesAsync(accounts, third, () => _cli.OutputAsync("claude", "-p", "run echo", "--allowedTools", "Bash"));
    }

    [Theory]
    [MemberData(nameof(Deaths))]
    public async Task GeminiCli_FinishesItsPrompts(Death third)
    {
        await using var accounts = await MortalAccounts.AddAsync(gateway, "gemini", "enerateContent", "gemini-3.8-flash", Named("cli-"), Script(third));
        _cli.With("GOOGLE_GEMINI_BASE_URL", BaseUrl).With("GEMINI_API_KEY", "sk-client").With("GEMINI_CLI_TRUST_WORKSPACE", "true")
            .WithFile(".gemini/settings.json", """
                {
                  "security": { "auth": { "selectedType": "gemini-api-key" } },
                  "privacy": { "usageStatisticsEnabled": false },
                  "telemetry": { "enabled": false },
                  "general": { "enableAutoUpdate": false, "disableAutoUpdate": true }
                }
                """);

        await FinishesAsync(accounts, third, () => _cli.OutputAsync("gemini", "--yolo", "-m", accounts.Model, "-p", "run echo"));
    }

    public void Dispose() => _cli.Dispose();

    private static Behaviour Script(Death death) => death == Death.Cut ? new CutStream() : new Fault(FaultKind.Unavailable);

    private static string Named(string prefix) => prefix + Guid.NewGuid().ToString("N")[..8];

    private static async Task FinishesAsync(MortalAccounts accounts, Death third, Func<Task<string>> promptAsync)
    {
        // Each prompt is a request that asks for a tool and one with its result; no account answers more than one request but the last.
        Assert.Contains(ToolAnswer, await promptAsync(), StringComparison.Ordinal);
        Assert.Contains(ToolAnswer, await promptAsync(), StringComparison.Ordinal);
        await accounts.LeaveAsync();
        Assert.Contains(ToolAnswer, await promptAsync(), StringComparison.Ordinal);

        var requests = await accounts.RequestsAsync();
        Assert.All(requests, static request => Assert.Equal((200, "ok"), (request.GetProperty("status").GetInt32(), request.GetProperty("verdict").GetString())));
        var ends = requests.SelectMany(static request => request.GetProperty("attempts").EnumerateArray())
            .Where(static attempt => attempt.GetProperty("verdict").GetString() != "ok")
            .Select(static attempt => (attempt.GetProperty("account").GetString()![^1], attempt.GetProperty("verdict").GetString()));
        Assert.Superset(
            new HashSet<(char, string?)> { ('0', "auth_invalid"), ('1', "rate_limited"), ('2', third == Death.Cut ? "network" : "overloaded"), ('3', "network") },
            ends.ToHashSet());
        Assert.Equal(("needs_reauth", "cooling_down"), (await accounts.StateAsync(0), await accounts.StateAsync(1)));
    }
}
