using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Tests.Configuration;

public sealed class ConfigStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task FirstStart_WritesEveryKeyWithAFreshClientKeyForItsOwnerAlone()
    {
        using var store = await OpenAsync();

        var text = await File.ReadAllTextAsync(_folder.Config, Token);
        Assert.All(ConfigJson.Names, name => Assert.Contains($"\"{name.Split('.')[1]}\": ", text, StringComparison.Ordinal));
        Assert.Matches("^sk-[A-Za-z0-9_-]{48}$", store.Current.Proxy.ApiKey);
        Assert.Contains(store.Current.Proxy.ApiKey, text, StringComparison.Ordinal);
        Assert.Empty(store.UnknownKeys);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.Config));
        }
    }

    [Fact]
    public async Task SecondStart_ReadsWhatTheFirstWrote()
    {
        using var first = await OpenAsync();
        var text = await File.ReadAllTextAsync(_folder.Config, Token);
        using var second = await OpenAsync();

        Assert.Equal(first.Current.Proxy.ApiKey, second.Current.Proxy.ApiKey);
        Assert.Equal(text, await File.ReadAllTextAsync(_folder.Config, Token));
    }

    [Fact]
    public async Task FileWithoutAClientKey_GetsOneAndKeepsTheRest()
    {
        await WriteAsync("{\n  // mine\n  \"proxy\": {\n    \"port\": 9000\n  },\n  \"later\": true\n}\n");

        using var store = await OpenAsync();

        Assert.Equal(9000, store.Current.Proxy.Port);
        Assert.Equal(
            $"{{\n  // mine\n  \"proxy\": {{\n    \"port\": 9000,\n    \"api_key\": \"{store.Current.Proxy.ApiKey}\"\n  }},\n  \"later\": true\n}}\n",
            await File.ReadAllTextAsync(_folder.Config, Token));
        Assert.Equal(["later"], store.UnknownKeys);
    }

    [Fact]
    public async Task BrokenFile_IsRefusedWithItsLineAndLeftAlone()
    {
        await WriteAsync("{\n  \"proxy\": {\n    \"port\" 9000\n  }\n}\n");

        var (store, errors) = await ConfigStore.OpenAsync(_folder.Config, ConfigOverrides.None, Token);

        Assert.Null(store);
        Assert.Contains("line 3", Assert.Single(errors).Message, StringComparison.Ordinal);
        Assert.Contains("\"port\" 9000", await File.ReadAllTextAsync(_folder.Config, Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongValues_AreAllNamedAtOnce()
    {
        await WriteAsync("""{ "proxy": { "port": 70000, "auth_mode": "on", "drain_seconds": "x", "api_key": 3 }, "ui": 1, "ui": {} }""");

        var (_, errors) = await ConfigStore.OpenAsync(_folder.Config, ConfigOverrides.None, Token);

        Assert.Equal(["proxy.api_key", "proxy.auth_mode", "proxy.drain_seconds", "proxy.port", "ui", "ui"], errors.Select(error => error.Field).Order());
        Assert.Contains(errors, error => error.Message.Contains("0 to 65535", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.Message.Contains("off, strict, all_except_health, auto", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Patch_IsAppliedSavedInPlaceAndAnnouncedOnce()
    {
        await WriteAsync("{\n  \"proxy\": {\n    \"port\": 1, // mine\n    \"api_key\": \"sk-0123456789abcdef\"\n  },\n  \"extra\": [1]\n}\n");
        using var store = await OpenAsync();
        var changes = new List<(int Before, int After)>();
        store.Changed += (before, after) => changes.Add((before.Proxy.Port, after.Proxy.Port));

        var errors = await PatchAsync(store, """{ "proxy": { "port": 2, "drain_seconds": 0.5 } }""");

        Assert.Empty(errors);
        Assert.Equal([(1, 2)], changes);
        Assert.Equal(TimeSpan.FromMilliseconds(500), store.Current.Proxy.Drain);
        Assert.Equal(
            "{\n  \"proxy\": {\n    \"port\": 2, // mine\n    \"api_key\": \"sk-0123456789abcdef\",\n    \"drain_seconds\": 0.5\n  },\n  \"extra\": [1]\n}\n",
            await File.ReadAllTextAsync(_folder.Config, Token));
    }

    [Fact]
    public async Task PatchWithOneFault_ChangesNothing()
    {
        using var store = await OpenAsync();
        var text = await File.ReadAllTextAsync(_folder.Config, Token);

        var errors = await PatchAsync(store, """{ "proxy": { "port": 2, "nonsense": 1 }, "ui": { "theme": "pink" }, "elsewhere": {} }""");

        Assert.Equal(["elsewhere", "proxy.nonsense", "ui.theme"], errors.Select(error => error.Field).Order());
        Assert.Equal(8045, store.Current.Proxy.Port);
        Assert.Equal(text, await File.ReadAllTextAsync(_folder.Config, Token));
    }

    [Fact]
    public async Task OpeningTheLanWithoutAKey_IsRefusedAsAWhole()
    {
        using var store = await OpenAsync();

        var refused = await PatchAsync(store, """{ "proxy": { "allow_lan_access": true } }""");
        var accepted = await PatchAsync(store, """{ "proxy": { "allow_lan_access": true, "auth_mode": "auto" } }""");

        Assert.Equal("proxy.auth_mode", Assert.Single(refused).Field);
        Assert.Contains("Set proxy.auth_mode", refused[0].Message, StringComparison.Ordinal);
        Assert.Empty(accepted);
        Assert.True(store.Current.Proxy.AllowLanAccess);
    }

    [Fact]
    public async Task Null_ResetsToTheDefault()
    {
        using var store = await OpenAsync();
        var key = store.Current.Proxy.ApiKey;
        await PatchAsync(store, """{ "proxy": { "port": 2 }, "ui": { "theme": "dark", "language": "ko" } }""");

        var errors = await PatchAsync(store, """{ "proxy": { "port": null, "api_key": null }, "ui": null }""");

        Assert.Empty(errors);
        Assert.Equal((8045, "system", "system"), (store.Current.Proxy.Port, store.Current.Ui.Theme, store.Current.Ui.Language));
        Assert.StartsWith("sk-", store.Current.Proxy.ApiKey, StringComparison.Ordinal);
        Assert.NotEqual(key, store.Current.Proxy.ApiKey);
    }

    [Fact]
    public async Task AdminPassword_IsKeptAsAHashThatNobodyIsShown()
    {
        using var store = await OpenAsync();

        var tooShort = await PatchAsync(store, """{ "console": { "admin_password": "short" } }""");
        var errors = await PatchAsync(store, """{ "console": { "admin_password": "correct horse", "allow_lan_access": true } }""");

        Assert.Contains(tooShort, error => error.Field == "console.admin_password");
        Assert.Empty(errors);
        var text = await File.ReadAllTextAsync(_folder.Config, Token);
        Assert.DoesNotContain("correct horse", text, StringComparison.Ordinal);
        Assert.True(AdminPassword.Matches("correct horse", store.Current.Console.AdminPasswordHash!));
        Assert.False(AdminPassword.Matches("correct horsf", store.Current.Console.AdminPasswordHash!));
        Assert.DoesNotContain("admin_password", Written(store.Current), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WholeConfiguration_IsAPatchThatChangesNothing()
    {
        using var store = await OpenAsync();
        var before = Written(store.Current);

        var errors = await PatchAsync(store, before);

        Assert.Empty(errors);
        Assert.Equal(before, Written(store.Current));
    }

    [Fact]
    public async Task ConcurrentPatches_AreAllKept()
    {
        using var store = await OpenAsync();

        await Task.WhenAll(
            PatchAsync(store, """{ "proxy": { "port": 1111 } }"""),
            PatchAsync(store, """{ "console": { "port": 2222 } }"""),
            PatchAsync(store, """{ "ui": { "theme": "dark" } }"""));
        using var again = await OpenAsync();

        Assert.Equal((1111, 2222, "dark"), (again.Current.Proxy.Port, again.Current.Console.Port, again.Current.Ui.Theme));
    }

    [Fact]
    public async Task ChangeByHand_IsTakenOverAndABrokenOneIsNot()
    {
        using var store = await OpenAsync();
        var good = await File.ReadAllTextAsync(_folder.Config, Token);
        await WriteAsync(good.Replace("8045", "8055", StringComparison.Ordinal));
        await store.ReloadAsync(Token);
        Assert.Equal(8055, store.Current.Proxy.Port);

        await WriteAsync(good.Replace("8045", "\"many\"", StringComparison.Ordinal));
        await store.ReloadAsync(Token);

        Assert.Equal(8055, store.Current.Proxy.Port);
        Assert.Equal("proxy.port", Assert.Single(store.LastReloadErrors).Field);
        var refused = await PatchAsync(store, """{ "ui": { "theme": "dark" } }""");
        Assert.Contains("by hand", refused[0].Message, StringComparison.Ordinal);
        Assert.Contains("\"many\"", await File.ReadAllTextAsync(_folder.Config, Token), StringComparison.Ordinal);

        await WriteAsync(good);
        await store.ReloadAsync(Token);
        Assert.Empty(store.LastReloadErrors);
    }

    [Fact]
    public async Task ChangeByHandJustBeforeAPatch_IsNotLost()
    {
        using var store = await OpenAsync();
        var text = await File.ReadAllTextAsync(_folder.Config, Token);
        await WriteAsync(text.Replace("8045", "8055", StringComparison.Ordinal));

        var errors = await PatchAsync(store, """{ "ui": { "theme": "dark" } }""");

        Assert.Empty(errors);
        using var again = await OpenAsync();
        Assert.Equal((8055, "dark"), (again.Current.Proxy.Port, again.Current.Ui.Theme));
        Assert.Equal(8055, store.Current.Proxy.Port);
    }

    private static Task<ImmutableArray<FieldError>> PatchAsync(ConfigStore store, string patch)
    {
        using var document = JsonDocument.Parse(patch);
        return store.PatchAsync(document.RootElement.Clone(), Token);
    }

    private static string Written(GatewayConfig config)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            ConfigJson.Write(config, json);
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    private async Task<ConfigStore> OpenAsync()
    {
        var (store, errors) = await ConfigStore.OpenAsync(_folder.Config, ConfigOverrides.None, Token);
        Assert.Empty(errors);
        return store!;
    }

    private Task WriteAsync(string text) => File.WriteAllTextAsync(_folder.Config, text, Token);
}
