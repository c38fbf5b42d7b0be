using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using AntigravityTools.App.Tests.Running;

namespace AntigravityTools.App.Tests.Commands;

public sealed class ServeTests : IDisposable
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
    public async Task Serve_AnswersSaysWhereItIsAndCleansUpOnSigterm()
    {
        await using var gateway = await Gateway.ServeAsync(_home);

        var runtime = _home.ReadRuntime();
        Assert.Equal(gateway.Pid, runtime.GetProperty("pid").GetInt32());
        Assert.Equal(gateway.Proxy, new Uri(runtime.GetProperty("proxy_url").GetString()!));
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync(new Uri(gateway.Proxy, "/healthz"), Token)).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _client.GetAsync(new Uri(gateway.Proxy, "/readyz"), Token)).StatusCode);
        Assert.Contains("accounts add", gateway.Output, StringComparison.Ordinal);

        gateway.Signal("TERM");

        Assert.Equal(0, await gateway.WaitForExitAsync());
        Assert.False(File.Exists(_home.Runtime));
        await Assert.ThrowsAsync<HttpRequestException>(() => _client.GetAsync(new Uri(gateway.Proxy, "/healthz"), Token));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task DataDirectory_IsForItsOwnerAlone()
    {
        await using var gateway = await Gateway.ServeAsync(_home);

        const UnixFileMode Others = (UnixFileMode)0b000_111_111;
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(_home.Data) & Others);
        Assert.All(Directory.GetFiles(_home.Data), file => Assert.Equal((file, UnixFileMode.None), (file, File.GetUnixFileMode(file) & (Others | UnixFileMode.UserExecute))));
    }

    [Fact]
    public async Task SecondServe_EndsNamingTheOwner()
    {
        await using var first = await Gateway.ServeAsync(_home);

        var (code, output, errors) = await Gateway.RunAsync(_home, "serve", "--port", "0", "--console-port", "0");

        Assert.NotEqual(0, code);
        Assert.Empty(output);
        Assert.Contains($"process {first.Pid}", errors, StringComparison.Ordinal);
        Assert.Contains(first.Proxy.ToString().TrimEnd('/'), errors, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync(new Uri(first.Proxy, "/healthz"), Token)).StatusCode);
    }

    [Fact]
    public async Task OwnerThatWasKilled_IsNoObstacle()
    {
        await using (var killed = await Gateway.ServeAsync(_home))
        {
            killed.Signal("KILL");
            await killed.WaitForExitAsync();
        }

        Assert.True(File.Exists(_home.Runtime));
        await using var next = await Gateway.ServeAsync(_home);

        Assert.Equal(next.Pid, _home.ReadRuntime().GetProperty("pid").GetInt32());
    }

    [Fact]
    public async Task TakenPort_EndsWithOneSentence()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var (code, output, errors) = await Gateway.RunAsync(_home, "serve", "--port", $"{port}", "--console-port", "0");

        Assert.NotEqual(0, code);
        Assert.Empty(output);
        Assert.Contains($"{port}", LastLine(errors), StringComparison.Ordinal);
        Assert.False(File.Exists(_home.Runtime));
    }

    [Fact]
    public async Task TakenConsolePort_DoesNotStopTheProxy()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        await using var gateway = await Gateway.StartAsync(_home, "  Accounts", "serve", "--port", "0", "--console-port", $"{port}");

        Assert.Contains($"Port {port} is taken", gateway.Output, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync(new Uri(gateway.Proxy, "/healthz"), Token)).StatusCode);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, _home.ReadRuntime().GetProperty("console_url").ValueKind);
    }

    [Theory]
    [InlineData("{ \"proxy\": { \"port\": 70000 } }", "proxy.port")]
    [InlineData("{\n \"proxy\": \n", "line 3")]
    [InlineData("{ \"proxy\": { \"allow_lan_access\": true, \"api_key\": \"sk-0123456789abcdef\" } }", "proxy.auth_mode")]
    [InlineData("{ \"console\": { \"allow_lan_access\": true }, \"proxy\": { \"api_key\": \"sk-0123456789abcdef\" } }", "console.allow_lan_access")]
    public async Task RefusedConfig_EndsWithTheReasonAndIsLeftAlone(string text, string reason)
    {
        Directory.CreateDirectory(_home.Data);
        await File.WriteAllTextAsync(_home.Config, text, Token);

        var (code, output, errors) = await Gateway.RunAsync(_home, "serve", "--port", "0", "--console-port", "0");

        Assert.NotEqual(0, code);
        Assert.Empty(output);
        Assert.Contains(reason, Assert.Single(errors.Split('\n')), StringComparison.Ordinal);
        Assert.Contains(_home.Config, errors, StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(_home.Config, Token));
    }

    [Fact]
    public async Task DatabaseThatIsNone_EndsWithOneSentenceAndIsLeftAlone()
    {
        const string Garbage = "this is no database, but somebody's only copy of something";
        Directory.CreateDirectory(_home.Data);
        await File.WriteAllTextAsync(_home.Database, Garbage, Token);

        var (code, output, errors) = await Gateway.RunAsync(_home, "serve", "--port", "0", "--console-port", "0");

        Assert.NotEqual(0, code);
        Assert.Empty(output);
        Assert.Contains(_home.Database, Assert.Single(errors.Split('\n')), StringComparison.Ordinal);
        Assert.Equal(Garbage, await File.ReadAllTextAsync(_home.Database, Token));
    }

    [Fact]
    public async Task DataDirectoryThatIsAFile_EndsWithOneSentence()
    {
        var file = Path.Combine(_home.Path, "file");
        await File.WriteAllTextAsync(file, "", Token);

        var (code, _, errors) = await Gateway.RunAsync(_home, "serve", "--data-dir", file);

        Assert.NotEqual(0, code);
        Assert.Contains($"'{file}' can not be used", Assert.Single(errors.Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EnvironmentVariable_MovesTheDataDirectory()
    {
        var elsewhere = Path.Combine(_home.Path, "elsewhere");
        _home.Variables["ANTIGRAVITY_TOOLS_DATA_DIR"] = elsewhere;

        await using var gateway = await Gateway.ServeAsync(_home);

        Assert.True(File.Exists(Path.Combine(elsewhere, "runtime.json")));
        Assert.False(Directory.Exists(_home.Data));
    }

    [Fact]
    public async Task Ephemeral_LeavesNothingBehind()
    {
        await using var gateway = await Gateway.ServeAsync(_home, "--ephemeral");
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync(new Uri(gateway.Proxy, "/healthz"), Token)).StatusCode);

        gateway.Signal("INT");

        Assert.Equal(0, await gateway.WaitForExitAsync());
        Assert.Empty(Directory.GetFileSystemEntries(_home.Path));
    }

    [Theory]
    [InlineData("70000")]
    [InlineData("many")]
    public async Task PortThatIsNone_IsRefused(string port)
    {
        var (code, _, errors) = await Gateway.RunAsync(_home, "serve", "--port", port);

        Assert.NotEqual(0, code);
        Assert.Matches(new Regex("--port must be a port"), errors);
    }

    private static string LastLine(string text) => text.Split('\n')[^1];
}
