using AntigravityTools.Testing.Gateway;

namespace AntigravityTools.App.Tests.Hosting;

public sealed class PageSpeechTests
{
    [Fact]
    public async Task LoginPage_SpeaksTheBrowsersLanguageUntilTheSettingsNameOne()
    {
        var token = TestContext.Current.CancellationToken;
        await using var gateway = await GatewayProcess.StartAsync("", token);
        using var browser = new HttpClient { BaseAddress = gateway.ConsoleUrl };
        Assert.Contains("Admin key", await PageAsync(browser, "fr-FR", token), StringComparison.Ordinal);
        Assert.Contains("관리자 키", await PageAsync(browser, "ko-KR,ko;q=0.9,en;q=0.8", token), StringComparison.Ordinal);
        using var patch = new HttpRequestMessage(HttpMethod.Patch, "/api/config") { Content = new StringContent("""{"ui":{"language":"zh"}}""", null, "application/json") };
        patch.Headers.Authorization = new("Bearer", gateway.AdminKey);
        using var patched = await browser.SendAsync(patch, token);
        patched.EnsureSuccessStatusCode();
        var page = await PageAsync(browser, "ko", token);
        Assert.Contains("管理员密钥", page, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"zh-Hans\">", page, StringComparison.Ordinal);
    }

    private static async Task<string> PageAsync(HttpClient browser, string language, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/login");
        request.Headers.TryAddWithoutValidation("Accept-Language", language);
        using var reply = await browser.SendAsync(request, cancellationToken);
        return System.Net.WebUtility.HtmlDecode(await reply.Content.ReadAsStringAsync(cancellationToken));
    }
}
