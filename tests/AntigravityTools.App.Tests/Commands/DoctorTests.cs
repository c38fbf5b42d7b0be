using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using AntigravityTools.App.Tests.Running;

namespace AntigravityTools.App.Tests.Commands;

/// <summary>Faults of a gateway that does not run, which only the command can name.</summary>
public sealed class DoctorTests : IDisposable
{
    private readonly TestHome _home = new();

    [Fact]
    public async Task GatewayThatDoesNotRun_IsNamed()
    {
        // No program of this machine listens there.
        _home.Variables["ANTIGRAVITY_TOOLS__PROXY__PORT"] = "1";
        Assert.Equal("proxy_stopped", await FirstBrokenAsync());
    }

    [Fact]
    public async Task PortOfAGatewayThatDoesNotRunTakenByAnother_IsNamed()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        _home.Variables["ANTIGRAVITY_TOOLS__PROXY__PORT"] = FormattableString.Invariant($"{((IPEndPoint)other.LocalEndpoint).Port}");
        Assert.Equal("port_taken", await FirstBrokenAsync());
    }

    [Fact]
    public async Task ConfigurationThatIsRefused_IsNamed()
    {
        Directory.CreateDirectory(_home.Data);
        File.WriteAllText(_home.Config, """{"proxy":{"port":"many"}}""");
        Assert.Equal("config_invalid", await FirstBrokenAsync());
    }

    [Fact]
    public async Task ConfigurationThatIsRefusedWhileTheGatewayRuns_IsNamed()
    {
        await using var gateway = await Gateway.ServeAsync(_home);
        var whole = await File.ReadAllTextAsync(_home.Config, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_home.Config, whole.Replace("\"ui\"", "\"ui\": 5, \"ux\"", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Assert.NotEqual(0, (await Gateway.RunAsync(_home, "config", "set", "ui.theme", "dark")).Code);
        Assert.Equal("config_refused", await FirstBrokenAsync());
    }

    [Fact]
    public async Task KeyThatTheConfigurationDoesNotHave_IsNamed()
    {
        Directory.CreateDirectory(_home.Data);
        File.WriteAllText(_home.Config, """{"proxy":{"port":1,"colour":"blue"}}""");
        var (_, output, _) = await Gateway.RunAsync(_home, "doctor", "--json");
        using var report = JsonDocument.Parse(output);
        var found = Assert.Single(report.RootElement.GetProperty("findings").EnumerateArray(), finding => finding.GetProperty("code").GetString() == "config_unknown_key");
        Assert.Contains("proxy.colour", found.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DataDirectoryThatIsAFile_IsNamed()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_home.Data)!);
        File.WriteAllText(_home.Data, "");
        Assert.Equal("data_directory_unusable", await FirstBrokenAsync());
    }

    [Fact]
    public async Task DamagedKeyFile_IsNamedInItsOwnWords()
    {
        Directory.CreateDirectory(_home.Data);
        File.WriteAllText(Path.Combine(_home.Data, "secret.key"), "nonsense");
        Assert.Equal("gateway_unreachable", await FirstBrokenAsync());
    }

    public void Dispose() => _home.Dispose();

    private async Task<string?> FirstBrokenAsync()
    {
        var (code, output, _) = await Gateway.RunAsync(_home, "doctor", "--json");
        Assert.Equal(1, code);
        using var report = JsonDocument.Parse(output);
        var first = report.RootElement.GetProperty("first_broken");
        Assert.EndsWith(".", first.GetProperty("fix").GetString(), StringComparison.Ordinal);
        return first.GetProperty("code").GetString();
    }
}
