using System.IO.Compression;
using System.Text;
using System.Text.Json;
using AntigravityTools.App.Tests.Running;
using Microsoft.Data.Sqlite;

namespace AntigravityTools.App.Tests.Commands;

/// <summary>Backup and restore by the built program, on real data directories.</summary>
public sealed class BackupTests : IDisposable
{
    private const string Secret = "sk-canary-backup-0123456789abcdef";
    private const string Passphrase = "correct horse battery";
    private readonly TestHome _home = new();
    private readonly TestHome _other = new();

    private string File => Path.Combine(_home.Path, "saved.backup");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _home.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task PlainBackup_OfALiveGateway_RevealsNoSecretAndComesBackOnItsMachine()
    {
        await using var gateway = await Gateway.ServeAsync(_home);
        await AddAsync(_home, "first");
        var key = await ClientKeyAsync(_home);

        await SucceedAsync(_home, "backup", File);
        await AddAsync(_home, "second");
        await SucceedAsync(_home, "config", "set", "ui.theme", "dark");
        AssertNoSecret(await System.IO.File.ReadAllBytesAsync(File, Token), key);
        var dry = await SucceedAsync(_home, "restore", File, "--dry-run");
        Assert.Equal(["first", "second"], await NamesAsync(_home));
        var restored = await SucceedAsync(_home, "restore", File);

        Assert.StartsWith("Can be restored: 1 accounts", dry, StringComparison.Ordinal);
        Assert.StartsWith("Restored: 1 accounts", restored, StringComparison.Ordinal);
        Assert.DoesNotContain("can not be decrypted", restored, StringComparison.Ordinal);
        Assert.Equal(["first"], await NamesAsync(_home));
        Assert.Equal("system", await SucceedAsync(_home, "config", "get", "ui.theme"));
        Assert.Equal(key, await ClientKeyAsync(_home));

        await SucceedAsync(_home, "restore", "--undo");
        Assert.Equal(["first", "second"], await NamesAsync(_home));
        Assert.Equal("dark", await SucceedAsync(_home, "config", "get", "ui.theme"));
        Assert.DoesNotContain(Directory.GetFileSystemEntries(_home.Data), path => Path.GetFileName(path).StartsWith("passing-", StringComparison.Ordinal) || Path.GetFileName(path).StartsWith("backup-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task EncryptedBackup_WorksOnAnotherMachine_AndOnlyWithItsPassphrase()
    {
        await AddAsync(_home, "moved");
        await SucceedAsync(_home, "backup", File, "--passphrase", Passphrase);
        AssertNoSecret(await System.IO.File.ReadAllBytesAsync(File, Token), await ClientKeyAsync(_home));

        var missing = await Gateway.RunAsync(_other, "restore", File);
        var wrong = await Gateway.RunAsync(_other, "restore", File, "--passphrase", "battery staple");
        Assert.NotEqual(0, missing.Code);
        Assert.Contains("encrypted", missing.Errors, StringComparison.Ordinal);
        Assert.NotEqual(0, wrong.Code);
        Assert.Contains("passphrase is not the one", wrong.Errors, StringComparison.Ordinal);
        Assert.Empty(await NamesAsync(_other));

        var restored = await SucceedAsync(_other, "restore", File, "--passphrase", Passphrase);

        Assert.DoesNotContain("can not be decrypted", restored, StringComparison.Ordinal);
        var exported = await SucceedAsync(_other, "accounts", "export", "--secrets");
        Assert.Contains(Secret, exported, StringComparison.Ordinal);
        Assert.Equal(await ClientKeyAsync(_home), await ClientKeyAsync(_other));
    }

    [Fact]
    public async Task PlainBackup_OnAnotherMachine_SaysWhichAccountsAreLocked()
    {
        await AddAsync(_home, "moved");
        await SucceedAsync(_home, "backup", File);
        Assert.Contains("1 of them can not be decrypted here", await SucceedAsync(_other, "restore", File), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BrokenForeignOrNewerFile_IsRefusedBeforeAnythingChanges()
    {
        await AddAsync(_home, "kept");
        await SucceedAsync(_home, "backup", File);
        var whole = await System.IO.File.ReadAllBytesAsync(File, Token);

        await RefuseAsync(whole[..(whole.Length / 2)], "cut short");
        await RefuseAsync("hello"u8.ToArray(), "not a backup");
        await RefuseAsync(Rewritten(whole, "config.json", text => text.Replace("system", "purple", StringComparison.Ordinal)), "damaged");
        await RefuseAsync(await NewerAsync(whole), "newer version");
        Assert.Equal(["kept"], await NamesAsync(_home));
    }

    [Fact]
    public async Task ShortPassphrase_IsRefused()
    {
        var (code, _, errors) = await Gateway.RunAsync(_home, "backup", File, "--passphrase", "short");
        Assert.NotEqual(0, code);
        Assert.Contains("at least 8 characters", errors, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(File));
    }

    private async Task RefuseAsync(byte[] bytes, string reason)
    {
        var path = Path.Combine(_home.Path, "broken");
        await System.IO.File.WriteAllBytesAsync(path, bytes, Token);
        var (code, _, errors) = await Gateway.RunAsync(_home, "restore", path);
        Assert.NotEqual(0, code);
        Assert.Contains(reason, errors, StringComparison.Ordinal);
    }

    private static byte[] Rewritten(byte[] zip, string name, Func<string, string> change)
    {
        using var stream = new MemoryStream();
        stream.Write(zip);
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = archive.GetEntry(name)!;
            string text;
            using (var reader = new StreamReader(entry.Open()))
            {
                text = reader.ReadToEnd();
            }

            entry.Delete();
            using var writer = new StreamWriter(archive.CreateEntry(name).Open());
            writer.Write(change(text));
        }

        return stream.ToArray();
    }

    // The database of a version to come, in a backup that is sound otherwise.
    private async Task<byte[]> NewerAsync(byte[] zip)
    {
        var path = Path.Combine(_home.Path, "newer.db");
        using var stream = new MemoryStream();
        stream.Write(zip);
        using var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true);
        await archive.GetEntry("antigravity.db")!.ExtractToFileAsync(path, Token);
        await using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            await connection.OpenAsync(Token);
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 9999";
            await command.ExecuteNonQueryAsync(Token);
        }

        var bytes = await System.IO.File.ReadAllBytesAsync(path, Token);
        archive.GetEntry("antigravity.db")!.Delete();
        await archive.CreateEntryFromFileAsync(path, "antigravity.db", Token);
        using var reader = new StreamReader(archive.GetEntry("manifest.json")!.Open());
        using var manifest = JsonDocument.Parse(await reader.ReadToEndAsync(Token));
        var text = manifest.RootElement.GetRawText().Replace(
            manifest.RootElement.GetProperty("database_sha256").GetString()!, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), StringComparison.Ordinal);
        reader.Close();
        archive.Dispose();
        return Rewritten(stream.ToArray(), "manifest.json", _ => text);
    }

    private static void AssertNoSecret(byte[] bytes, string clientKey)
    {
        var everything = new StringBuilder(Encoding.Latin1.GetString(bytes));
        if (bytes.AsSpan().StartsWith("PK"u8))
        {
            using var zip = new ZipArchive(new MemoryStream(bytes));
            Assert.Null(zip.GetEntry("secret.key"));
            foreach (var entry in zip.Entries)
            {
                using var reader = new StreamReader(entry.Open(), Encoding.Latin1);
                everything.Append(reader.ReadToEnd());
            }
        }

        Assert.DoesNotContain(Secret, everything.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(clientKey, everything.ToString(), StringComparison.Ordinal);
    }

    private static async Task AddAsync(TestHome home, string name) => await SucceedAsync(
        home, "accounts", "add", "--provider", "openai-compatible", "--name", name, "--base-url", $"http://127.0.0.1:1/{name}", "--api-key", Secret);

    private static Task<string> ClientKeyAsync(TestHome home) => SucceedAsync(home, "config", "get", "proxy.api_key");

    private static async Task<string[]> NamesAsync(TestHome home)
    {
        using var document = JsonDocument.Parse(await SucceedAsync(home, "accounts", "list", "--json"));
        return [.. document.RootElement.GetProperty("accounts").EnumerateArray().Select(account => account.GetProperty("name").GetString()!)];
    }

    private static async Task<string> SucceedAsync(TestHome home, params string[] arguments)
    {
        var (code, output, errors) = await Gateway.RunAsync(home, arguments);
        Assert.True(code == 0, errors);
        return output;
    }
}
