using System.Net;
using System.Net.WebSockets;
using AntigravityTools.App.Tests.Running;

namespace AntigravityTools.App.Tests.Hosting;

/// <summary>
/// The pages are an application of their own behind the console's listener: its door holds for pages, their files and their live
/// connection, before and after they have begun.
/// </summary>
public sealed class PagesDoorTests : IDisposable
{
    private const string Negotiate = "/_blazor/negotiate?negotiateVersion=1";
    private static readonly string[] Paths = ["/", "/monitor", "/_framework/blazor.web.js", "/_content/MudBlazor/MudBlazor.min.js", Negotiate, "/no-such-page"];
    private readonly TestHome _home = new();
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Uri Console => new(_home.ReadRuntime().GetProperty("console_url").GetString()!);

    private (string, string) Admin => ("Authorization", "Bearer " + File.ReadAllText(Path.Combine(_home.Data, "admin.key")).Trim());

    private (string, string) Client => ("Authorization", "Bearer " + _home.ReadClientKey());

    public void Dispose()
    {
        _client.Dispose();
        _home.Dispose();
    }

    [Fact]
    public async Task Door_HoldsBeforeAndAfterThePagesHaveBegun()
    {
        await using var gateway = await Gateway.ServeAsync(_home);
        foreach (var _ in new[] { "before", "after" })
        {
            foreach (var path in Paths)
            {
                await AssertAsync(path, HttpStatusCode.Unauthorized);
                await AssertAsync(path, HttpStatusCode.Forbidden, Client);
                await AssertAsync(path, HttpStatusCode.MisdirectedRequest, Admin, ("Host", "evil.test"));
                await AssertAsync(path, HttpStatusCode.Forbidden, Admin, ("Origin", "https://evil.test"));
                await AssertAsync(path, HttpStatusCode.Forbidden, Admin, ("Sec-Fetch-Site", "cross-site"));
                await AssertAsync(path, path == "/no-such-page" ? HttpStatusCode.NotFound : HttpStatusCode.OK, Admin);
            }
        }
    }

    [Theory]
    [InlineData("", "", "", 101)]
    [InlineData("client", "", "", 403)]
    [InlineData("nobody", "", "", 401)]
    [InlineData("", "Host", "evil.test", 421)]
    [InlineData("", "Origin", "https://evil.test", 403)]
    [InlineData("", "Origin", "null", 403)]
    public async Task LiveConnection_IsOpenedForTheOwnerAlone(string caller, string header, string value, int status)
    {
        await using var gateway = await Gateway.ServeAsync(_home);
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.Proxy = null;
        if (caller != "nobody")
        {
            socket.Options.SetRequestHeader("Authorization", (caller == "client" ? Client : Admin).Item2);
        }

        if (header.Length > 0)
        {
            socket.Options.SetRequestHeader(header, value);
        }

        var connecting = socket.ConnectAsync(new UriBuilder(Console) { Scheme = "ws", Path = "/_blazor" }.Uri, Token);

        if (status == 101)
        {
            await connecting;
            Assert.Equal(WebSocketState.Open, socket.State);
        }
        else
        {
            await Assert.ThrowsAsync<WebSocketException>(() => connecting);
            Assert.Equal(status, (int)socket.HttpStatusCode);
        }
    }

    private async Task AssertAsync(string path, HttpStatusCode status, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(path == Negotiate ? HttpMethod.Post : HttpMethod.Get, new Uri(Console, path));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await _client.SendAsync(request, Token);
        Assert.Equal((path, status), (path, answer.StatusCode));
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(["DENY"], answer.Headers.GetValues("X-Frame-Options"));
        Assert.Equal(["same-origin"], answer.Headers.GetValues("Referrer-Policy"));
    }
}
