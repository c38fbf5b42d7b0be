using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using AntigravityTools.App.Tests.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace AntigravityTools.App.Tests.Telemetry;

/// <summary>Telemetry of the built program, received by a collector on loopback.</summary>
public sealed class TelemetryTests : IDisposable
{
    private const string Prompt = "canary prompt text";
    private const string Canary = "sk-canary-telemetry-0123456789abcdef";
    private readonly TestHome _home = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Otlp_CarriesSpansAndMetricsOfARequest_InItsTrace_WithoutBodyOrSecret()
    {
        await using var collector = await Collector.StartAsync();
        await using var gateway = await Gateway.ServeAsync(_home, "--demo");
        await AddAsync();
        Assert.Equal(0, (await Gateway.RunAsync(_home, "config", "set", "telemetry.otlp_endpoint", collector.Address)).Code);
        const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";

        await AskAsync(gateway, ("traceparent", $"00-{Trace}-00f067aa0ba902b7-01"));
        gateway.Signal("TERM");
        await gateway.WaitForExitAsync();

        var (spans, metrics) = (collector.Of("/v1/traces"), collector.Of("/v1/metrics"));
        var text = Encoding.Latin1.GetString(spans);
        Assert.Contains("gen_ai.operation.name", text, StringComparison.Ordinal);
        Assert.Contains("chat gpt-5.4", text, StringComparison.Ordinal);
        Assert.Contains("gen_ai.usage.output_tokens", text, StringComparison.Ordinal);
        Assert.Contains(Encoding.Latin1.GetString(Convert.FromHexString(Trace)), text, StringComparison.Ordinal);
        var numbers = Encoding.Latin1.GetString(metrics);
        Assert.Contains("gen_ai.client.token.usage", numbers, StringComparison.Ordinal);
        Assert.Contains("gen_ai.server.request.duration", numbers, StringComparison.Ordinal);
        Assert.All(new[] { text, numbers }, all =>
        {
            Assert.DoesNotContain(Prompt, all, StringComparison.Ordinal);
            Assert.DoesNotContain(Canary, all, StringComparison.Ordinal);
            Assert.DoesNotContain("Mine", all, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Prometheus_IsOffAtFirst_CountsWhileItIsOn_AndNeedsTheKey()
    {
        await using var gateway = await Gateway.ServeAsync(_home, "--demo");
        await AddAsync();
        var off = await MetricsAsync(withKey: true);
        Assert.Equal(0, (await Gateway.RunAsync(_home, "config", "set", "telemetry.prometheus", "true")).Code);

        await AskAsync(gateway);
        await AskAsync(gateway);

        using var rows = JsonDocument.Parse((await CallAsync("/api/requests", withKey: true)).Text);
        Assert.Equal(2, rows.RootElement.GetProperty("items").GetArrayLength());

        var (status, text) = await MetricsAsync(withKey: true);

        Assert.Equal(404, off.Status);
        Assert.Equal(401, (await MetricsAsync(withKey: false)).Status);
        Assert.Equal(200, status);
        Assert.Contains("# TYPE antigravity_requests_total counter\n", text, StringComparison.Ordinal);
        Assert.Matches("(?m)^antigravity_requests_total\\{gen_ai_operation_name=\"chat\",.*antigravity_verdict=\"ok\"\\} 2$", text);
        Assert.Matches("(?m)^gen_ai_server_request_duration_seconds_count\\{.*\\} 2$", text);
        Assert.Matches("(?m)^gen_ai_client_token_usage_bucket\\{.*gen_ai_token_type=\"input\",le=\"\\+Inf\"\\} 2$", text);
        Assert.Contains("antigravity_accounts_usable 1\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, text, StringComparison.Ordinal);
    }

    private async Task AddAsync()
    {
        var (code, _, errors) = await Gateway.RunAsync(_home, "accounts", "add", "--provider", "simulator", "--name", "Mine", "--api-key", Canary);
        Assert.True(code == 0, errors);
    }

    private Task<(int Status, string Text)> MetricsAsync(bool withKey) => CallAsync("/metrics", withKey);

    private async Task<(int Status, string Text)> CallAsync(string path, bool withKey)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, _home.ReadRuntime().GetProperty("console_url").GetString() + path);
        if (withKey)
        {
            request.Headers.Add("Authorization", "Bearer " + (await File.ReadAllTextAsync(Path.Combine(_home.Data, "admin.key"), Token)).Trim());
        }

        using var answer = await client.SendAsync(request, Token);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Token));
    }

    private static async Task AskAsync(Gateway gateway, params (string Name, string Value)[] headers)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, ActivityHeadersPropagator = null });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(gateway.Proxy, "/v1/chat/completions"))
        {
            Content = new StringContent($$"""{"model":"gpt-5.4","messages":[{"role":"user","content":"{{Prompt}}"}]}""", Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var answer = await client.SendAsync(request, Token);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Token));
    }

    private sealed class Collector : IAsyncDisposable
    {
        private readonly WebApplication _application;
        private readonly ConcurrentQueue<(string Path, byte[] Body)> _posts = new();

        private Collector(WebApplication application)
        {
            _application = application;
            application.MapPost("/{**path}", async http =>
            {
                using var body = new MemoryStream();
                await http.Request.Body.CopyToAsync(body);
                _posts.Enqueue((http.Request.Path, body.ToArray()));
                http.Response.ContentType = "application/x-protobuf";
            });
        }

        public string Address => _application.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();

        public static async Task<Collector> StartAsync()
        {
            var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
            builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
            builder.Services.AddRoutingCore();
            var collector = new Collector(builder.Build());
            await collector._application.StartAsync(Token);
            return collector;
        }

        public byte[] Of(string path) => [.. _posts.Where(post => post.Path == path).SelectMany(post => post.Body)];

        public ValueTask DisposeAsync() => _application.DisposeAsync();
    }
}
