using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using AntigravityTools.App.Tests.Running;

namespace AntigravityTools.App.Tests.Commands;

public sealed class ConfigTests : IDisposable
{
    private const string Text = "{\n  // my own words\n  \"proxy\": {\n    \"port\": 0, // any\n    \"api_key\": \"sk-0123456789abcdef\"\n  },\n  \"console\": { \"port\": 0 },\n  \"later\": { \"a\": 1 }\n}\n";
    private readonly TestHome _home = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Set_ChangesOneValueInPlace_WithAndWithoutALiveGateway(bool live)
    {
        await WriteAsync();
        await using var gateway = live ? await Gateway.StartAsync(_home, "  Accounts", "serve") : null;

        var set = await Gateway.RunAsync(_home, "config", "set", "proxy.drain_seconds", "3");
        var get = await Gateway.RunAsync(_home, "config", "get", "proxy.drain_seconds");
        var unchanged = await Gateway.RunAsync(_home, "config", "set", "proxy.auth_mode", "strict");

        Assert.True(set.Code == 0, set.Errors);
        Assert.Equal("3", get.Output);
        Assert.True(unchanged.Code == 0, unchanged.Errors);
        Assert.Equal(
            Text.Replace("cdef\"\n", "cdef\",\n    \"drain_seconds\": 3,\n    \"auth_mode\": \"strict\"\n", StringComparison.Ordinal),
            await File.ReadAllTextAsync(_home.Config, Token));
    }

    [Theory]
    [InlineData("proxy.port", "70000", "0 to 65535")]
    [InlineData("proxy.nonsense", "1", "not a configuration key")]
    [InlineData("port", "1", "keys have a section")]
    public async Task Set_RefusesWhatDoesNotFitAndLeavesTheFileAlone(string key, string value, string reason)
    {
        await WriteAsync();

        var (code, _, errors) = await Gateway.RunAsync(_home, "config", "set", key, value);

        Assert.NotEqual(0, code);
        Assert.Contains(reason, errors, StringComparison.Ordinal);
        Assert.Equal(Text, await File.ReadAllTextAsync(_home.Config, Token));
    }

    [Fact]
    public async Task Password_IsReadFromStandardInputAndStoredAsAHash()
    {
        var (code, _, errors) = await Gateway.RunWithInputAsync(_home, "correct horse\n", "config", "set", "console.admin_password");

        Assert.True(code == 0, errors);
        var text = await File.ReadAllTextAsync(_home.Config, Token);
        Assert.DoesNotContain("correct horse", text, StringComparison.Ordinal);
        Assert.Contains("pbkdf2-sha256$", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_PrintsEverythingAsJson()
    {
        var (code, output, _) = await Gateway.RunAsync(_home, "config", "get", "--json");

        Assert.Equal(0, code);
        using var document = JsonDocument.Parse(output);
        Assert.Equal(
            ["proxy", "console", "scheduling", "routing", "recording", "telemetry", "ui"],
            document.RootElement.EnumerateObject().Select(section => section.Name));
    }

    [Theory]
    [InlineData("proxy.port", "proxy_url")]
    [InlineData("console.port", "console_url")]
    public async Task NewPort_MovesTheListenerAndTheRuntimeFile(string key, string url)
    {
        await using var gateway = await Gateway.ServeAsync(_home);
        var port = FreePort();
        using var watcher = new FileSystemWatcher(_home.Data, "runtime.json");
        var moved = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        watcher.Renamed += (_, _) => _ = _home.ReadRuntime().GetProperty(url).GetString() is { } now && new Uri(now).Port == port && moved.TrySetResult();
        watcher.EnableRaisingEvents = true;

        var (code, _, errors) = await Gateway.RunAsync(_home, "config", "set", key, $"{port}");

        Assert.True(code == 0, errors);
        await moved.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        Assert.True((await client.GetAsync(new Uri($"http://127.0.0.1:{port}/healthz"), Token)).IsSuccessStatusCode);
        Assert.Equal($"{port}", (await Gateway.RunAsync(_home, "config", "get", key)).Output);
    }

    private static int FreePort()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }

    private Task WriteAsync()
    {
        Directory.CreateDirectory(_home.Data);
        return File.WriteAllTextAsync(_home.Config, Text, Token);
    }
}
