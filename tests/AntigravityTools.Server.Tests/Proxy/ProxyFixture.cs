using System.Buffers;
using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Text.Json;
using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Diagnostics;
using AntigravityTools.Core.Pipeline;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Routing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Translation;
using AntigravityTools.Server.Listening;
using Microsoft.Extensions.Logging;

namespace AntigravityTools.Server.Tests.Proxy;

/// <summary>A proxy on a real socket over a runner that the test scripts.</summary>
internal sealed class ProxyFixture : IAsyncDisposable
{
    public const string Key = "sk-test-0123456789abcdef";
    public const string AdminSecret = "admin-secret-0123456789";

    private readonly ProtocolRegistry _protocols = new();
    private ProxyConfig _config;

    public ProxyFixture(ProxyConfig? config = null, TimeProvider? time = null, TimeSpan? slowBodyGrace = null, TimeSpan? headerPatience = null)
    {
        _config = config ?? new ProxyConfig { Port = 0, ApiKey = Key };
        time ??= TimeProvider.System;
        Pool = new AccountPool(() => new SchedulingConfig(), time);
        Pool.AccountsChanged += Models.SetAccounts;
        Host = new ProxyHost(new ProxyServices
        {
            Config = () => GatewayConfig.Default with { Proxy = _config },
            Runner = Runner,
            Refuse = RefuseAsync,
            Protocols = id => _protocols[id],
            Models = Models,
            Pool = Pool,
            Keys = new AntigravityTools.Core.Keys.ClientKeyRing(time),
            Ids = new Ids(),
            Time = time,
            Logs = Logs,
            AdminSecret = AdminSecret,
            SlowBodyGrace = slowBodyGrace ?? TimeSpan.FromSeconds(5),
            HeaderPatience = headerPatience ?? TimeSpan.FromSeconds(30),
        });
    }

    public ProxyHost Host { get; }

    public FakeRunner Runner { get; } = new();

    public AccountPool Pool { get; }

    public ModelCatalogue Models { get; } = new();

    public CapturedLogs Logs { get; } = new();

    /// <summary>A gateway that crashed on a request fails the test that sent it.</summary>
    public bool MayCrash { get; set; }

    public List<Fault> Refused { get; } = [];

    public HttpClient Client { get; } = new(new SocketsHttpHandler { UseProxy = false, AutomaticDecompression = DecompressionMethods.None });

    public Uri Url => new(Host.Status.Url!);

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<ProxyFixture> StartAsync(
        ProxyConfig? config = null, TimeSpan? slowBodyGrace = null, TimeSpan? headerPatience = null, TimeProvider? time = null)
    {
        var fixture = new ProxyFixture(config, time, slowBodyGrace, headerPatience);
        var status = await fixture.Host.StartAsync(Token);
        Assert.Equal("running", status.State);
        fixture.Client.BaseAddress = fixture.Url;
        return fixture;
    }

    public void Configure(ProxyConfig next)
    {
        var before = _config;
        _config = next;
        Host.Apply(GatewayConfig.Default with { Proxy = before }, GatewayConfig.Default with { Proxy = next });
    }

    public async Task<Reply> SendAsync(string method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        foreach (var (name, value) in headers)
        {
            if (name.Equals("content-type", StringComparison.OrdinalIgnoreCase))
            {
                request.Content!.Headers.Remove(name);
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
            else if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content!.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return await SendAsync(request);
    }

    public async Task<Reply> SendAsync(HttpRequestMessage request)
    {
        using var response = await Client.SendAsync(request, Token);
        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        return new Reply((int)response.StatusCode, headers, await response.Content.ReadAsStringAsync(Token));
    }

    public void AddAccount(string id, string provider, ImmutableArray<string> models, params (string Alias, string Model)[] aliases) => Pool.SetAccounts(
    [
        .. Pool.Snapshot.ById.Values.Select(entry => entry.Account),
        new Account
        {
            Id = id, Provider = provider, Name = id, BaseUrl = new Uri("http://127.0.0.1:1"), Credential = new Credential.None(),
            Protocols = [Protocol.OpenAIChat], OfferedModels = models, CreatedAt = DateTimeOffset.UnixEpoch,
            Aliases = aliases.ToImmutableDictionary(a => a.Alias, a => a.Model),
        },
    ]);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
        Assert.True(MayCrash || !Logs.Lines.Any(line => line.Level == LogLevel.Error), string.Join('\n', Logs.Lines));
    }

    private async Task RefuseAsync(RefusedRequest request, Fault fault, IResponseSink sink, CancellationToken cancellationToken)
    {
        lock (Refused)
        {
            Refused.Add(fault);
        }

        var body = new ArrayBufferWriter<byte>();
        _protocols[request.Protocol].WriteFault(fault, request.Id, body);
        List<KeyValuePair<string, string>> headers = [new("Content-Type", "application/json")];
        if (fault.NeedsPerson)
        {
            headers.Add(new("x-should-retry", "false"));
        }

        sink.Start(_protocols[request.Protocol].StatusOf(fault), headers);
        sink.Body.Write(body.WrittenSpan);
        await sink.FlushAsync(cancellationToken);
    }

    internal sealed record Reply(int Status, Dictionary<string, string> Headers, string Body)
    {
        public JsonElement Json => JsonDocument.Parse(Body).RootElement;
    }
}
