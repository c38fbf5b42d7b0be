using System.Text.Json;
using AntigravityTools.App.Platform;
using AntigravityTools.App.Platform.Autostart;
using AntigravityTools.App.Tests.Running;

namespace AntigravityTools.App.Tests.Platform.Autostart;

public sealed class AutostartTests : IDisposable
{
    private readonly TestHome _home = new();

    private string Folder => Path.Combine(_home.Path, ".config", "autostart");

    private string Entry => Path.Combine(Folder, "antigravity-tools.desktop");

    public void Dispose() => _home.Dispose();

    [Fact]
    public void XdgEntry_IsWrittenRemovedAndReadFromTheFileSystem()
    {
        var autostart = new XdgAutostart(Folder, ["/opt/my apps/antigravity-tools", "desktop", "--hidden", "--data-dir", "/tmp/a\"b$c%d\\e"]);
        Assert.False(autostart.Read().Enabled);

        Assert.Null(autostart.Set(true));
        Assert.True(autostart.Read().Enabled);
        Assert.Null(autostart.Read().Reason);

        // Quoted for the Exec key and escaped for the file: Desktop Entry Specification 1.5, "The Exec key".
        Assert.Contains(
            "\nExec=\"/opt/my apps/antigravity-tools\" \"desktop\" \"--hidden\" \"--data-dir\" \"/tmp/a\\\\\"b\\\\$c%%d\\\\\\\\e\"\n", File.ReadAllText(Entry), StringComparison.Ordinal);

        Assert.Null(autostart.Set(false));
        Assert.False(File.Exists(Entry));
        Assert.Null(autostart.Set(false));
        Assert.False(autostart.Read().Enabled);
    }

    [Fact]
    public void EntryChangedByHandOrByTheDesktop_IsToldAsItIs()
    {
        var autostart = new XdgAutostart(Folder, ["/opt/antigravity-tools", "desktop"]);
        Assert.Null(autostart.Set(true));
        File.AppendAllText(Entry, "Hidden=true\n");
        Assert.False(autostart.Read().Enabled);

        File.WriteAllText(Entry, "[Desktop Entry]\nType=Application\nExec=\"/usr/bin/other\"\n");
        Assert.True(autostart.Read().Enabled);
        Assert.Contains("another program", autostart.Read().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void FolderThatCanNotBeWritten_IsAnError()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Folder)!);
        File.WriteAllText(Folder, "");
        Assert.Contains("can not be written", new XdgAutostart(Folder, ["/opt/a"]).Set(true), StringComparison.Ordinal);
    }

    [Fact]
    public void LaunchAgent_IsWrittenAndRemoved()
    {
        var autostart = new LaunchAgentAutostart(_home.Path, ["/Applications/A & B", "desktop"]);
        Assert.Null(autostart.Set(true));
        Assert.True(autostart.Read().Enabled);
        Assert.Contains("<string>/Applications/A &amp; B</string><string>desktop</string>", File.ReadAllText(autostart.Read().Place!), StringComparison.Ordinal);
        Assert.Null(autostart.Set(false));
        Assert.False(autostart.Read().Enabled);
    }

    [Fact]
    public async Task Calls_SwitchTheEntryOfThisProgram()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The entry of this test is Linux' own.");
        await using var gateway = await Gateway.ServeAsync(_home);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(_home.ReadRuntime().GetProperty("console_url").GetString()!) };
        client.DefaultRequestHeaders.Add("Authorization", "Bearer " + AdminKey.Read(Path.Combine(_home.Data, "admin.key")));

        Assert.False(await EnabledAsync(client, null));
        Assert.True(await EnabledAsync(client, """{"enabled":true}"""));
        Assert.Contains("antigravity-tools\" \"desktop\" \"--hidden\"\n", await File.ReadAllTextAsync(Entry, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        File.Delete(Entry);
        Assert.False(await EnabledAsync(client, null));
    }

    private static async Task<bool> EnabledAsync(HttpClient client, string? put)
    {
        var token = TestContext.Current.CancellationToken;
        using var body = put is null ? null : new StringContent(put, System.Text.Encoding.UTF8, "application/json");
        using var answer = body is null ? await client.GetAsync(new Uri("/api/autostart", UriKind.Relative), token) : await client.PutAsync(new Uri("/api/autostart", UriKind.Relative), body, token);
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(token));
        return document.RootElement.GetProperty("enabled").GetBoolean();
    }
}
