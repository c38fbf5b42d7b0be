using AntigravityTools.Core.Clients;
using AntigravityTools.Core.Records;
using AntigravityTools.Testing;
using AntigravityTools.Testing.Contracts;

namespace AntigravityTools.Core.Tests.Clients;

public sealed class ConnectorTests : IDisposable
{
    private const string Key = "sk-gateway-key-0123456789abcdef";
    private const string Config = ".codex/config.toml";
    private const string Customised = "# mine\nmodel = \"gpt-5.4\" # good\n[model_providers.work]\nbase_url = \"https://models.example/v1\"\nexperimental_bearer_token = \"work-token-0123456789\"\n";

    private static readonly GatewayTarget Target = new() { Url = "http://127.0.0.1:8045", Key = Key, Models = ["gpt-5.4"] };
    private static readonly IClient Codex = ClientCatalogue.Find("codex")!;
    private readonly TemporaryDirectory _home = new();
    private readonly AesProtector _protector = new();

    private string ConfigPath => Path.Combine(_home.Path, Config);

    private string Kept => Path.Combine(_home.Path, "kept");

    [Fact]
    public void ConnectedFile_IsGivenBackToTheByte()
    {
        byte[] before = [0xEF, 0xBB, 0xBF, .. System.Text.Encoding.UTF8.GetBytes(Customised.Replace("\n", "\r\n", StringComparison.Ordinal))];
        _home.Write(Config, "");
        File.WriteAllBytes(ConfigPath, before);
        Assert.True(Connect().Applied);
        Assert.StartsWith("\uFEFF# mine\r\n", System.Text.Encoding.UTF8.GetString(File.ReadAllBytes(ConfigPath)), StringComparison.Ordinal);
        Assert.Equal(ClientState.Connected, View().State);
        Assert.True(Restore().Applied);
        Assert.Equal(before, File.ReadAllBytes(ConfigPath));
        Assert.Empty(Directory.GetFiles(Kept));
    }

    [Fact]
    public void FileThatWasNotThere_IsGoneAgainWithItsDirectories()
    {
        Assert.Equal("create", Assert.Single(Connect().Files).Action);
        Assert.True(File.Exists(ConfigPath));
        Assert.Equal("delete", New().Restore(Codex, null, force: false, apply: false).Files[0].Action);
        Assert.True(Restore().Applied);
        Assert.False(Directory.Exists(Path.GetDirectoryName(ConfigPath)));
    }

    [Fact]
    public void SecondConnecting_KeepsTheFirstBackup()
    {
        _home.Write(Config, Customised);
        Connect();
        Assert.Equal(ClientState.Outdated, New().View(Codex, Target with { Key = "sk-another-key-0123456789" }).State);
        Assert.True(New().Connect(Codex, Target with { Key = "sk-another-key-0123456789" }, null, apply: true).Applied);
        Assert.True(Restore().Applied);
        Assert.Equal(Customised, File.ReadAllText(ConfigPath));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ChangeMadeAfterConnecting_IsLostOnlyWhenForced(bool reconnected)
    {
        _home.Write(Config, Customised);
        Connect();
        File.AppendAllText(ConfigPath, "[history]\npersistence = \"none\"\n");
        if (reconnected)
        {
            New().Connect(Codex, Target with { Key = "sk-another-key-0123456789" }, null, apply: true);
        }

        Assert.True(View().ChangedSince);
        var refused = Restore();
        Assert.Equal((false, true), (refused.Applied, refused.LosesChanges));
        Assert.Contains("-[history]", refused.Files[0].Diff, StringComparison.Ordinal);
        Assert.Contains("[history]", File.ReadAllText(ConfigPath), StringComparison.Ordinal);
        Assert.True(New().Restore(Codex, null, force: true, apply: true).Applied);
        Assert.Equal(Customised, File.ReadAllText(ConfigPath));
    }

    [Fact]
    public void FileThatChangedSinceTheDifferenceWasShown_IsNotWritten()
    {
        _home.Write(Config, Customised);
        var shown = New().Connect(Codex, Target, null, apply: false);
        File.AppendAllText(ConfigPath, "# later\n");
        Assert.Contains("changed since", New().Connect(Codex, Target, shown.Digest, apply: true).Problem, StringComparison.Ordinal);
        Assert.Equal(Customised + "# later\n", File.ReadAllText(ConfigPath));
    }

    [Fact]
    public void BrokenFile_IsRefusedWithItsPlaceAndLeftAlone()
    {
        _home.Write(Config, "model = \n");
        var refused = Connect();
        Assert.False(refused.Applied);
        Assert.Contains("line 1, column", refused.Problem, StringComparison.Ordinal);
        Assert.Equal("model = \n", File.ReadAllText(ConfigPath));
        Assert.Equal(ClientState.Unreadable, View().State);
    }

    [Fact]
    public void Difference_ShowsNoKey()
    {
        _home.Write(Config, Customised);
        var diff = Connect().Files[0].Diff;
        Assert.DoesNotContain(Key, diff, StringComparison.Ordinal);
        Assert.DoesNotContain("work-token-0123456789", diff, StringComparison.Ordinal);
        Assert.Contains("+base_url = \"http://127.0.0.1:8045/v1\"", diff, StringComparison.Ordinal);
    }

    [Fact]
    public void Backup_RevealsNoSecretAndIsForItsOwnerAlone()
    {
        _home.Write(Config, Customised);
        Connect();
        var file = Assert.Single(Directory.GetFiles(Kept));
        Assert.DoesNotContain("work-token", File.ReadAllText(file), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public void Link_StaysALink()
    {
        _home.Write("dotfiles/codex.toml", Customised);
        Directory.CreateDirectory(Path.GetDirectoryName(ConfigPath)!);
        File.CreateSymbolicLink(ConfigPath, Path.Combine(_home.Path, "dotfiles/codex.toml"));
        Connect();
        Assert.NotNull(new FileInfo(ConfigPath).LinkTarget);
        Assert.Contains("antigravity-tools", File.ReadAllText(Path.Combine(_home.Path, "dotfiles/codex.toml")), StringComparison.Ordinal);
        Restore();
        Assert.Equal(Customised, File.ReadAllText(Path.Combine(_home.Path, "dotfiles/codex.toml")));
    }

    [Fact]
    public void MovedFolder_IsFoundByItsVariable()
    {
        var home = new ClientHome(_home.Path, new Dictionary<string, string> { ["CODEX_HOME"] = Path.Combine(_home.Path, "elsewhere") });
        Assert.True(new Connector(home, new ConnectionStore(Kept, _protector), TimeProvider.System).Connect(Codex, Target, null, apply: true).Applied);
        Assert.True(File.Exists(Path.Combine(_home.Path, "elsewhere", "config.toml")));
    }

    [Fact]
    public void GatewayThatKeepsNothing_WritesNothing()
    {
        var refused = new Connector(new ClientHome(_home.Path, new Dictionary<string, string>()), new ConnectionStore(null, _protector), TimeProvider.System).Connect(Codex, Target, null, apply: true);
        Assert.Contains("keeps nothing", refused.Problem, StringComparison.Ordinal);
        Assert.False(File.Exists(ConfigPath));
    }

    [Fact]
    public void SecondFileThatCanNotBeWritten_UndoesTheFirst()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps other rules.");
        _home.Write(".gemini/.env", "# mine\n");
        _home.Write(".gemini/settings.json", "{}\n");

        // A directory stands where the new file would be written first.
        Directory.CreateDirectory(Path.Combine(_home.Path, ".gemini/settings.json.antigravity-new"));
        var refused = New().Connect(ClientCatalogue.Find("gemini-cli")!, Target, null, apply: true);
        Assert.Contains("Everything is as it was", refused.Problem, StringComparison.Ordinal);
        Assert.Equal("# mine\n", File.ReadAllText(Path.Combine(_home.Path, ".gemini/.env")));
        Assert.Empty(Directory.GetFiles(Kept));
    }

    public void Dispose() => _home.Dispose();

    // A new one each time, as after a restart.
    private Connector New() => new(new ClientHome(_home.Path, new Dictionary<string, string>()), new ConnectionStore(Kept, _protector), TimeProvider.System);

    private ClientView View() => New().View(Codex, Target);

    private ClientChange Connect() => New().Connect(Codex, Target, null, apply: true);

    private ClientChange Restore() => New().Restore(Codex, null, force: false, apply: true);
}
