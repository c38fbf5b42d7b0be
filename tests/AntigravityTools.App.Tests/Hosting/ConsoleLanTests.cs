using System.Net;
using System.Net.Sockets;
using AntigravityTools.App.Tests.Running;
using AntigravityTools.Core.Configuration;

namespace AntigravityTools.App.Tests.Hosting;

/// <summary>The console is on loopback alone until it is opened to the network, and then asks for its key there as well.</summary>
public sealed class ConsoleLanTests : IDisposable
{
    // An address of this machine that a listener on 127.0.0.1 does not have, as an address in the network would be.
    private static readonly IPAddress Other = IPAddress.Parse("127.0.0.2");
    private readonly TestHome _home = new();
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _home.Dispose();
    }

    [Fact]
    public async Task ByDefault_NobodyElseReachesIt()
    {
        await using var gateway = await Gateway.ServeAsync(_home);
        using var tcp = new TcpClient(AddressFamily.InterNetwork);

        await Assert.ThrowsAsync<SocketException>(() => tcp.ConnectAsync(Other, Port, Token).AsTask());
        Assert.Equal(HttpStatusCode.MisdirectedRequest, await AskAsync("127.0.0.1", Dns.GetHostName()));
    }

    [Fact]
    public async Task Opened_ItAnswersToItsOwnNamesAndAsksForTheKey()
    {
        Directory.CreateDirectory(_home.Data);
        await File.WriteAllTextAsync(
            _home.Config, $$"""{ "console": { "allow_lan_access": true, "admin_password_hash": "{{AdminPassword.Hash("correct horse")}}" } }""", Token);
        await using var gateway = await Gateway.ServeAsync(_home);

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(Other.ToString(), Dns.GetHostName()));
        Assert.Equal(HttpStatusCode.MisdirectedRequest, await AskAsync(Other.ToString(), "evil.test"));
    }

    private int Port => new Uri(_home.ReadRuntime().GetProperty("console_url").GetString()!).Port;

    private async Task<HttpStatusCode> AskAsync(string address, string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{address}:{Port}/api/accounts");
        request.Headers.Host = host;
        using var answer = await _client.SendAsync(request, Token);
        return answer.StatusCode;
    }
}
