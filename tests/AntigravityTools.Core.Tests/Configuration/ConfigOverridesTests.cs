using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Core.Configuration;

namespace AntigravityTools.Core.Tests.Configuration;

public sealed class ConfigOverridesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task EnvironmentVariable_WinsOverTheFileAndIsNotWrittenIntoIt()
    {
        var (store, _) = await OpenAsync(new() { Environment = Of("ANTIGRAVITY_TOOLS__PROXY__PORT", "9999") });

        Assert.Equal(9999, store!.Current.Proxy.Port);
        Assert.DoesNotContain("9999", await File.ReadAllTextAsync(_folder.Config, Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ANTIGRAVITY_TOOLS__PROXY__API_KEY", "sk-plain-text-of-some-length")]
    [InlineData("ANTIGRAVITY_TOOLS__PROXY__ALLOWED_HOSTS", """["nas.local"]""")]
    [InlineData("ANTIGRAVITY_TOOLS__PROXY__AUTH_MODE", "strict")]
    [InlineData("ANTIGRAVITY_TOOLS__TELEMETRY__PROMETHEUS", "true")]
    public async Task EveryKindOfValue_CanBeWrittenAsItLooks(string variable, string value)
    {
        var (store, errors) = await OpenAsync(new() { Environment = Of(variable, value) });

        Assert.Empty(errors);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            ConfigJson.Write(store!.Current, json);
        }

        Assert.Contains(value.Trim('[', ']', '"'), System.Text.Encoding.UTF8.GetString(buffer.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task VariableThatDoesNotFit_IsNamed()
    {
        var (store, errors) = await OpenAsync(new() { Environment = Of("ANTIGRAVITY_TOOLS__PROXY__PORT", "many") });

        Assert.Null(store);
        Assert.Contains("ANTIGRAVITY_TOOLS__PROXY__PORT", Assert.Single(errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeyFixedByTheEnvironment_CanNotBePatched()
    {
        var (store, _) = await OpenAsync(new() { Environment = Of("ANTIGRAVITY_TOOLS__PROXY__PORT", "9999") });

        using var patch = JsonDocument.Parse("""{ "proxy": { "port": 1 }, "ui": { "theme": "dark" } }""");
        var errors = await store!.PatchAsync(patch.RootElement, Token);

        Assert.Contains("ANTIGRAVITY_TOOLS__PROXY__PORT", Assert.Single(errors).Message, StringComparison.Ordinal);
        Assert.Equal((9999, "system"), (store.Current.Proxy.Port, store.Current.Ui.Theme));
    }

    [Fact]
    public async Task OptionOfTheCommandLine_HoldsUntilTheKeyIsChanged()
    {
        var overrides = new ConfigOverrides
        {
            Environment = Of("ANTIGRAVITY_TOOLS__CONSOLE__PORT", "7777"),
            Options = ImmutableDictionary<string, string>.Empty.Add("proxy.port", "0").Add("console.port", "0"),
        };
        var (store, _) = await OpenAsync(overrides);
        Assert.Equal((0, 0), (store!.Current.Proxy.Port, store.Current.Console.Port));

        using var patch = JsonDocument.Parse("""{ "proxy": { "port": 9100 } }""");
        Assert.Empty(await store.PatchAsync(patch.RootElement, Token));
        await File.AppendAllTextAsync(_folder.Config, "// touched\n", Token);
        await store.ReloadAsync(Token);

        Assert.Equal((9100, 0), (store.Current.Proxy.Port, store.Current.Console.Port));
    }

    [Fact]
    public async Task InMemory_TakesTheEnvironmentAndWritesNothing()
    {
        var (store, _) = await ConfigStore.OpenAsync(null, new() { Environment = Of("ANTIGRAVITY_TOOLS__UI__THEME", "dark") }, Token);

        using var patch = JsonDocument.Parse("""{ "proxy": { "port": 9100 } }""");
        Assert.Empty(await store!.PatchAsync(patch.RootElement, Token));

        Assert.Equal((9100, "dark"), (store.Current.Proxy.Port, store.Current.Ui.Theme));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    private static ImmutableDictionary<string, string> Of(string name, string value) => ImmutableDictionary<string, string>.Empty.Add(name, value);

    private Task<(ConfigStore? Store, ImmutableArray<Core.Records.FieldError> Errors)> OpenAsync(ConfigOverrides overrides) =>
        ConfigStore.OpenAsync(_folder.Config, overrides, Token);
}
