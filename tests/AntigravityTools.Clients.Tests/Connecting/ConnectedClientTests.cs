using System.Text;
using AntigravityTools.Clients.Tests.CommandLine;
using AntigravityTools.Testing.Gateway;

namespace AntigravityTools.Clients.Tests.Connecting;

/// <summary>
/// The real command-line clients in a home that somebody has already made their own: connected by <c>clients connect</c>, answered
/// through a gateway that asks for the key, examined by <c>doctor</c>, restored to the byte.
/// </summary>
public sealed class ConnectedClientTests(ConnectedGateway gateway) : IClassFixture<ConnectedGateway>, IDisposable
{
    private const string Greeting = "Hello from the simulator";
    private readonly CliRun _cli = new();
    private readonly Dictionary<string, byte[]> _before = [];

    [Fact]
    public async Task ClaudeCode_IsConnectedAnsweredAndRestored()
    {
        Customise(".claude/settings.json", """
            {
                "$schema": "https://json.schemastore.org/claude-code-settings.json",
                "env": { "DISABLE_AUTOUPDATER": "1", "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1" },
                "permissions": { "allow": ["Bash(git status)"] },
                "includeCoAuthoredBy": false
            }
            """);
        await ConnectAsync("claude-code");
        Assert.Contains("\"allow\": [\"Bash(git status)\"]", Text(".claude/settings.json"), StringComparison.Ordinal);
        Assert.Contains(Greeting, await _cli.OutputAsync("claude", "-p", "say hi"), StringComparison.Ordinal);
        await RestoreAsync("claude-code");
    }

    [Fact]
    public async Task Codex_IsConnectedAnsweredAndRestored()
    {
        Customise(".codex/config.toml", """
            # Mine. Hands off.
            model = "gpt-5.4"            # the good one
            model_provider = "work"
            approval_policy = 'never'

            # the office
            [model_providers.work]
            name = "Work"
            base_url = "https://models.example/v1"
            env_key = "WORK_KEY" # from the vault

            [history]
            persistence = "none"
            """);
        await ConnectAsync("codex");
        Assert.Contains("env_key = \"WORK_KEY\" # from the vault\n", Text(".codex/config.toml"), StringComparison.Ordinal);
        Assert.Contains(Greeting, await _cli.OutputAsync("codex", "exec", "--skip-git-repo-check", "say hi"), StringComparison.Ordinal);
        await RestoreAsync("codex");
    }

    [Fact]
    public async Task GeminiCli_IsConnectedAnsweredAndRestored()
    {
        Customise(".gemini/.env", "# keys\nexport GEMINI_API_KEY='AIza-my-own-key-0123456789' # private\nGOOGLE_CLOUD_PROJECT=mine\n");
        Customise(".gemini/settings.json", """
            {
              // I sign in with Google as a rule.
              "security": { "auth": { "selectedType": "oauth-personal" } },
              "privacy": { "usageStatisticsEnabled": false },
              "telemetry": { "enabled": false },
              "general": { "enableAutoUpdate": false } // quiet
            }
            """);
        _cli.With("GEMINI_CLI_TRUST_WORKSPACE", "true");
        await ConnectAsync("gemini-cli");
        Assert.Contains("// I sign in with Google as a rule.", Text(".gemini/settings.json"), StringComparison.Ordinal);
        Assert.EndsWith("GOOGLE_CLOUD_PROJECT=mine\n", Text(".gemini/.env").Split("GOOGLE_GEMINI_BASE_URL")[0], StringComparison.Ordinal);
        Assert.Contains(Greeting, await _cli.OutputAsync("gemini", "-p", "say hi"), StringComparison.Ordinal);
        await RestoreAsync("gemini-cli");
    }

    [Fact]
    public async Task OpenCode_IsConnectedAnsweredAndRestored()
    {
        Customise(".config/opencode/opencode.json", """
            {
              "$schema": "https://opencode.ai/config.json",
              // no news, please
              "autoupdate": false,
              "share": "disabled", /* never */
              "provider": {
                "work": { "npm": "@ai-sdk/openai-compatible", "options": { "baseURL": "https://models.example/v1" }, "models": { "big": {} } },
              },
            }
            """);
        _cli.With("OPENCODE_DISABLE_MODELS_FETCH", "1").With("OPENCODE_DISABLE_LSP_DOWNLOAD", "1");
        await ConnectAsync("opencode");
        Assert.Contains("\"share\": \"disabled\", /* never */", Text(".config/opencode/opencode.json"), StringComparison.Ordinal);
        Assert.Contains(Greeting, await _cli.OutputAsync("opencode", "run", "--model", "antigravity-tools/gpt-5.4", "say hi"), StringComparison.Ordinal);
        await RestoreAsync("opencode");
    }

    public void Dispose() => _cli.Dispose();

    private void Customise(string file, string text)
    {
        _cli.WithFile(file, text);
        _before[file] = Encoding.UTF8.GetBytes(text);
    }

    private string Text(string file) => File.ReadAllText(Path.Combine(_cli.Home, file));

    private async Task ConnectAsync(string client)
    {
        var diff = await RunAsync(0, "clients", "connect", client, "--dry-run");
        Assert.Contains("+++ " + Path.Combine(_cli.Home, _before.Keys.First()), diff, StringComparison.Ordinal);
        AssertRestored();
        Assert.Contains("Connected", await RunAsync(0, "clients", "connect", client, "--yes"), StringComparison.Ordinal);
        Assert.Contains("\"state\": \"connected\"", await RunAsync(0, "clients", "list", "--json"), StringComparison.Ordinal);
        Assert.Contains("The whole chain works.", await RunAsync(0, "doctor"), StringComparison.Ordinal);
    }

    private async Task RestoreAsync(string client)
    {
        await RunAsync(0, "clients", "restore", client, "--yes");
        AssertRestored();
        Assert.Contains("nothing to restore", await RunAsync(1, "clients", "restore", client, "--yes"), StringComparison.Ordinal);
    }

    private void AssertRestored() => Assert.All(_before, file => Assert.Equal(file.Value, File.ReadAllBytes(Path.Combine(_cli.Home, file.Key))));

    private async Task<string> RunAsync(int code, params string[] arguments)
    {
        var run = await CommandRun.ExecuteAsync(
            GatewayProcess.Executable, [.. arguments, "--data-dir", gateway.Process.DataDirectory], _cli.Home, new Dictionary<string, string>(), TestContext.Current.CancellationToken);
        Assert.True(run.ExitCode == code, run.ToString());
        return run.Output + run.Errors;
    }
}
