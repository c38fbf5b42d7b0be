using System.Net;
using System.Net.Http.Headers;
using System.Runtime.Versioning;
using AntigravityTools.App.Tests.Running;

namespace AntigravityTools.App.Tests.Hosting;

public sealed class PagesHostTests : IDisposable
{
    private readonly TestHome _home = new();
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _home.Dispose();
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task Pages_AreLoadedWithTheFirstThatIsOpened_AndLeaveNothingBehind()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux shows the files that a process has loaded.");
        await using var gateway = await Gateway.ServeAsync(_home);
        var console = new Uri(_home.ReadRuntime().GetProperty("console_url").GetString()!);
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync(new Uri(console, "/login"), Token)).StatusCode);
        Assert.DoesNotContain("MudBlazor", await LoadedAsync(gateway), StringComparison.Ordinal);

        var key = await File.ReadAllTextAsync(Path.Combine(_home.Data, "admin.key"), Token);
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Trim());
        var pages = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _client.GetStringAsync(new Uri(console, "/monitor"), Token)));

        Assert.All(pages, page => Assert.Contains("<h1", page, StringComparison.Ordinal));
        Assert.Contains("MudBlazor", await LoadedAsync(gateway), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync(new Uri(console, "/api/nothing"), Token)).StatusCode);
        Assert.False(Directory.Exists(Path.Combine(_home.Path, ".aspnet")));
        gateway.Signal("TERM");
        Assert.Equal(0, await gateway.WaitForExitAsync());
    }

    private static Task<string> LoadedAsync(Gateway gateway) => File.ReadAllTextAsync($"/proc/{gateway.Pid}/maps", Token);
}
