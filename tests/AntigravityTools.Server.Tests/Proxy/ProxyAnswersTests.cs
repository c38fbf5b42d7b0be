using System.Text;
using AntigravityTools.Core.Configuration;
using Microsoft.Extensions.Logging;

namespace AntigravityTools.Server.Tests.Proxy;

public sealed class ProxyAnswersTests
{
    [Theory]
    [InlineData("/v1/chat/complete", "error.type", "invalid_request_error", "/v1 ")]
    [InlineData("/v1/mesages/messages/x", "error.type", "not_found_error", "Anthropic")]
    [InlineData("/v1/responses/r/cancel", "error.type", "invalid_request_error", "/v1 ")]
    [InlineData("/v1beta/interactions", "error.status", "NOT_FOUND", "Google")]
    [InlineData("/v1beta/models/m:predict", "error.status", "NOT_FOUND", "Google")]
    [InlineData("/v1", "error.type", "invalid_request_error", "/v1 ")]
    public async Task Unknown_path_is_a_404_in_the_likely_shape_that_names_the_base_url(string path, string field, string value, string hint)
    {
        await using var proxy = await ProxyFixture.StartAsync();

        var reply = await proxy.SendAsync("POST", path, "{}");

        Assert.Equal((404, value), (reply.Status, Field(reply, field)));
        Assert.Contains($"http://127.0.0.1:{proxy.Url.Port}", reply.Body, StringComparison.Ordinal);
        Assert.Contains(hint, reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_path_takes_its_shape_from_the_headers_when_the_path_tells_nothing()
    {
        await using var proxy = await ProxyFixture.StartAsync();

        var anthropic = await proxy.SendAsync("GET", "/nothing", null, ("anthropic-version", "2023-06-01"));
        var gemini = await proxy.SendAsync("GET", "/nothing", null, ("x-goog-api-client", "genai"));

        Assert.Equal("not_found_error", Field(anthropic, "error.type"));
        Assert.Equal("NOT_FOUND", Field(gemini, "error.status"));
    }

    [Theory]
    [InlineData("GET", "/v1/chat/completions", "POST", "error.code", "method_not_allowed")]
    [InlineData("PUT", "/v1/messages", "POST", "error.type", "invalid_request_error")]
    [InlineData("GET", "/v1/responses", "POST", "error.code", "method_not_allowed")]
    [InlineData("POST", "/v1/responses/resp_1", "GET, DELETE", "error.code", "method_not_allowed")]
    [InlineData("GET", "/v1beta/models/m:generateContent", "POST", "error.status", "INVALID_ARGUMENT")]
    [InlineData("POST", "/v1/models", "GET, HEAD", "error.code", "method_not_allowed")]
    [InlineData("POST", "/healthz", "GET, HEAD", "error.code", "method_not_allowed")]
    public async Task Wrong_method_is_a_405_that_names_the_right_ones(string method, string path, string allow, string field, string value)
    {
        await using var proxy = await ProxyFixture.StartAsync();

        var reply = await proxy.SendAsync(method, path, method == "GET" ? null : "{}");

        Assert.Equal((405, allow, value), (reply.Status, reply.Headers["Allow"], Field(reply, field)));
    }

    [Theory]
    [InlineData("/v1/chat/completions", "text/plain", "error.code", "unsupported_media_type")]
    [InlineData("/v1/messages", "application/x-www-form-urlencoded", "error.type", "invalid_request_error")]
    [InlineData("/v1beta/models/m:generateContent", "text/plain", "error.status", "INVALID_ARGUMENT")]
    [InlineData("/v1/audio/transcriptions", "application/json", "error.code", "unsupported_media_type")]
    [InlineData("/v1/responses", "multipart/form-data; boundary=x", "error.code", "unsupported_media_type")]
    public async Task Media_type_that_a_page_could_send_unasked_is_a_415(string path, string type, string field, string value)
    {
        await using var proxy = await ProxyFixture.StartAsync();

        var reply = await proxy.SendAsync("POST", path, """{"model":"m"}""", ("Content-Type", type));

        Assert.Equal((415, value), (reply.Status, Field(reply, field)));
        Assert.Empty(proxy.Runner.Seen);
    }

    [Fact]
    public async Task Missing_media_type_is_forgiven_only_outside_browsers()
    {
        await using var proxy = await ProxyFixture.StartAsync(new() { Port = 0, AllowedOrigins = ["https://app.test"] });

        Assert.Equal(200, (await SendBareAsync(proxy, null)).Status);
        Assert.Equal(415, (await SendBareAsync(proxy, "https://app.test")).Status);

        static async Task<ProxyFixture.Reply> SendBareAsync(ProxyFixture proxy, string? origin)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/messages") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes("""{"model":"m"}""")) };
            if (origin is not null)
            {
                request.Headers.Add("Origin", origin);
            }

            return await proxy.SendAsync(request);
        }
    }

    [Fact]
    public async Task Upgrade_to_a_web_socket_that_is_switched_off_is_answered_with_426_so_that_codex_falls_back()
    {
        await using var proxy = await ProxyFixture.StartAsync(new ProxyConfig { Port = 0, ApiKey = ProxyFixture.Key, WebSocket = false });
        using var client = await RawClient.ConnectAsync(proxy.Url.Port);

        await client.SendAsync(
            "GET /v1/responses HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");

        var answer = await client.ReadUntilAsync("}}");
        Assert.StartsWith("HTTP/1.1 426", answer, StringComparison.Ordinal);
        Assert.Contains("\"upgrade_not_supported\"", answer, StringComparison.Ordinal);
        Assert.Empty(proxy.Refused);
    }

    [Theory]
    [InlineData("HEAD", "/")]
    [InlineData("HEAD", "/v1")]
    [InlineData("HEAD", "/v1/messages")]
    [InlineData("HEAD", "/api/hello")]
    [InlineData("HEAD", "/healthz")]
    [InlineData("GET", "/api/hello")]
    [InlineData("POST", "/api/event_logging/batch")]
    [InlineData("POST", "/api/claude_code/metrics")]
    public async Task Probe_gets_a_quiet_200(string method, string path)
    {
        await using var proxy = await ProxyFixture.StartAsync();

        var reply = await proxy.SendAsync(method, path, method == "POST" ? """{"events":[]}""" : null);

        Assert.Equal((200, ""), (reply.Status, reply.Body));
        Assert.Empty(proxy.Refused);
    }

    [Fact]
    public async Task Health_tells_the_version_and_readiness_the_reason()
    {
        await using var proxy = await ProxyFixture.StartAsync();

        var health = await proxy.SendAsync("GET", "/healthz");
        var before = await proxy.SendAsync("GET", "/readyz");
        proxy.AddAccount("acc_1", "openai", ["gpt-5.4"]);
        var after = await proxy.SendAsync("GET", "/readyz");

        Assert.Equal((200, "ok"), (health.Status, Field(health, "status")));
        Assert.Matches(@"^\d+\.\d+\.\d+", Field(health, "version"));
        Assert.Equal(503, before.Status);
        Assert.NotEmpty(Field(before, "reason"));
        Assert.Equal((200, "ready"), (after.Status, Field(after, "status")));
    }

    [Fact]
    public async Task Every_answer_has_an_id_and_none_names_its_server()
    {
        await using var proxy = await ProxyFixture.StartAsync();

        foreach (var path in new[] { "/healthz", "/v1/models", "/nothing" })
        {
            var reply = await proxy.SendAsync("GET", path);
            Assert.StartsWith("req_", reply.Headers["x-antigravity-request-id"], StringComparison.Ordinal);
            Assert.DoesNotContain("Server", reply.Headers.Keys);
        }
    }

    [Fact]
    public async Task Crash_is_logged_and_answered_in_the_caller_s_shape()
    {
        await using var proxy = await ProxyFixture.StartAsync();
        proxy.MayCrash = true;
        proxy.Runner.Answer = (_, _, _) => throw new InvalidOperationException("a bug");

        var reply = await proxy.SendAsync("POST", "/v1/messages", """{"model":"m"}""");

        Assert.Equal((500, "api_error"), (reply.Status, Field(reply, "error.type")));
        Assert.DoesNotContain("a bug", reply.Body, StringComparison.Ordinal);
        Assert.Contains(proxy.Logs.Lines, line => line.Level == LogLevel.Error && line.Line.Contains("a bug", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Crash_after_the_start_cuts_the_connection()
    {
        await using var proxy = await ProxyFixture.StartAsync();
        proxy.MayCrash = true;
        proxy.Runner.Answer = async (_, sink, token) =>
        {
            await FakeRunner.ReplyAsync(sink, 200, "half", token);
            throw new InvalidOperationException("a bug");
        };

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => proxy.SendAsync("POST", "/v1/messages", """{"model":"m"}"""));
    }

    [Fact]
    public async Task Local_answer_is_logged_in_one_line_without_query_or_key()
    {
        await using var proxy = await ProxyFixture.StartAsync(new() { Port = 0, ApiKey = ProxyFixture.Key, AuthMode = AuthMode.Strict });

        await proxy.SendAsync("GET", $"/v1/models%0Aforged?key={ProxyFixture.Key}");
        await proxy.SendAsync("GET", $"/v1/models?key={ProxyFixture.Key}");

        var line = await proxy.Logs.LineAsync("GET ");
        Assert.StartsWith("GET /v1/models 200 ", line, StringComparison.Ordinal);
        Assert.DoesNotContain(proxy.Logs.Lines, l => l.Line.Contains(ProxyFixture.Key, StringComparison.Ordinal) || l.Line.Contains('\n'));
    }

    private static string Field(ProxyFixture.Reply reply, string path) =>
        path.Split('.').Aggregate(reply.Json, (json, name) => json.GetProperty(name)).GetString()!;
}
