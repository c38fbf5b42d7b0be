using AntigravityTools.Core.Storage;
using Xunit;

namespace AntigravityTools.Testing.Contracts;

/// <summary>What every <see cref="ISettingsStore"/> does.</summary>
public abstract class SettingsStoreContract
{
    /// <summary>An empty store.</summary>
    protected abstract ISettingsStore Store { get; }

    [Fact]
    public async Task UnknownKey_IsNull() => Assert.Null(await GetAsync("theme"));

    [Fact]
    public async Task Value_ComesBackUnderItsExactKey()
    {
        await SetAsync("theme", "dark");
        await SetAsync("Theme", "");

        Assert.Equal("dark", await GetAsync("theme"));
        Assert.Equal("", await GetAsync("Theme"));
    }

    [Fact]
    public async Task SecondValue_Replaces()
    {
        await SetAsync("theme", "dark");
        await SetAsync("theme", "light");

        Assert.Equal("light", await GetAsync("theme"));
    }

    [Fact]
    public async Task Null_Removes()
    {
        await SetAsync("theme", "dark");
        await SetAsync("theme", null);
        await SetAsync("never set", null);

        Assert.Null(await GetAsync("theme"));
    }

    private Task<string?> GetAsync(string key) => Store.GetAsync(key, TestContext.Current.CancellationToken);

    private Task SetAsync(string key, string? value) => Store.SetAsync(key, value, TestContext.Current.CancellationToken);
}
