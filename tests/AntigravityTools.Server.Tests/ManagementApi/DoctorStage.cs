using System.Net;
using System.Net.Sockets;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Server.Tests.Proxy;

namespace AntigravityTools.Server.Tests.ManagementApi;

/// <summary>A set-up in which everything works, for a test to break one thing of: the proxy runs and asks for keys, one account answers, clients are connected.</summary>
internal sealed class DoctorStage : IAsyncDisposable
{
    public const string AccountKey = "sk-stage-0123456789";

    private DoctorStage(ConsoleFixture console) => Console = console;

    public ConsoleFixture Console { get; }

    public int Port => new Uri(Console.Proxy.Status.Url!).Port;

    private static CancellationToken Token => ProxyFixture.Token;

    /// <summary>Starts it; clients named are connected, and nothing is found broken.</summary>
    public static async Task<DoctorStage> StartAsync(params string[] clients)
    {
        var config = GatewayConfig.Default with { Proxy = new() { Port = 0, ApiKey = ConsoleFixture.ClientKey, AuthMode = AuthMode.Strict } };
        var stage = new DoctorStage(await ConsoleFixture.StartAsync(config));
        Assert.Null((await stage.Console.Proxy.StartAsync(Token)).Error);
        await stage.Console.AddAccountAsync(AccountKey);
        foreach (var client in clients)
        {
            var reply = await stage.Console.CallAsync("POST", $"/api/clients/{client}/connect");
            Assert.True(reply.Status == 200, reply.Body + string.Join("\n", stage.Console.Logs.Lines));
        }

        var report = (await stage.Console.CallAsync("GET", "/api/doctor")).Json;
        Assert.True(report.GetProperty("ok").GetBoolean(), report.GetRawText());
        return stage;
    }

    /// <summary>Replaces text in a settings file.</summary>
    public void Edit(string file, string before, string after)
    {
        var path = Path.Combine(Console.Home.Path, file);
        var text = File.ReadAllText(path);
        Assert.Contains(before, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(before, after, StringComparison.Ordinal));
    }

    /// <summary>The doctor names the fault, with a sentence about it and one about what to do; where it breaks the chain it is the first that does.</summary>
    public Task FindsAsync(string code, string link, string says, bool breaks = true) => FindsAsync(Console, code, link, says, breaks);

    /// <inheritdoc cref="FindsAsync(string, string, string, bool)"/>
    public static async Task FindsAsync(ConsoleFixture console, string code, string link, string says, bool breaks = true)
    {
        var report = (await console.CallAsync("GET", "/api/doctor")).Json;
        var found = report.GetProperty("findings").EnumerateArray().FirstOrDefault(finding => finding.GetProperty("code").GetString() == code);
        Assert.True(found.ValueKind == System.Text.Json.JsonValueKind.Object, report.GetRawText());
        Assert.Equal((link, breaks ? "broken" : "warning"), (found.GetProperty("link").GetString(), found.GetProperty("severity").GetString()));
        Assert.Contains(says, found.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.EndsWith(".", found.GetProperty("fix").GetString(), StringComparison.Ordinal);
        Assert.Equal(!breaks, report.GetProperty("ok").GetBoolean());
        if (breaks)
        {
            Assert.Equal(code, report.GetProperty("first_broken").GetProperty("code").GetString());
        }

        Assert.DoesNotContain(ConsoleFixture.ClientKey, report.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(AccountKey, report.GetRawText(), StringComparison.Ordinal);
    }

    /// <summary>Another program that takes connections and says nothing.</summary>
    public static TcpListener Listen(IPAddress address, int port = 0)
    {
        var listener = new TcpListener(address, port);
        listener.Start();
        return listener;
    }

    public ValueTask DisposeAsync() => Console.DisposeAsync();
}
