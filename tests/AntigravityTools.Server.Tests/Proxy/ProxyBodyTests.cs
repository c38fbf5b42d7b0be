using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Server.Tests.Proxy;

public sealed class ProxyBodyTests
{
    private const string Path = "/v1/chat/completions";

    private static readonly ProxyConfig Small = new() { Port = 0, MaxBodyBytes = 2048 };

    [Theory]
    [InlineData("/v1/chat/completions", "code", "request_too_large")]
    [InlineData("/v1/messages", "type", "request_too_large")]
    [InlineData("/v1/responses", "code", "request_too_large")]
    [InlineData("/v1beta/models/m:generateContent", "status", "INVALID_ARGUMENT")]
    public async Task Body_over_the_limit_is_refused_naming_the_limit(string path, string field, string value)
    {
        await using var proxy = await ProxyFixture.StartAsync(Small);

        var reply = await proxy.SendAsync("POST", path, new string(' ', 2049));

        Assert.Equal((413, value), (reply.Status, reply.Json.GetProperty("error").GetProperty(field).GetString()!));
        Assert.Contains("2048", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_at_the_limit_passes()
    {
        await using var proxy = await ProxyFixture.StartAsync(Small);
        var body = """{"model":"m"}""".PadRight(2048);

        Assert.Equal(200, (await proxy.SendAsync("POST", Path, body)).Status);
        Assert.Equal(body, proxy.Runner.LastBody);
    }

    [Fact]
    public async Task Chunked_body_over_the_limit_is_refused_without_a_length()
    {
        await using var proxy = await ProxyFixture.StartAsync(Small);
        using var client = await RawClient.ConnectAsync(proxy.Url.Port);
        await client.SendAsync($"POST {Path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");

        for (var i = 0; i < 3; i++)
        {
            await client.SendAsync($"400\r\n{new string(' ', 1024)}\r\n");
        }

        Assert.StartsWith("HTTP/1.1 413", await client.ReadUntilAsync("proxy.max_body_bytes"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("raw deflate")]
    [InlineData("br")]
    [InlineData("gzip, br")]
    public async Task Encoded_body_reaches_the_pipeline_plain(string coding)
    {
        await using var proxy = await ProxyFixture.StartAsync();
        var body = $$"""{"model":"m","messages":["{{new string('x', 20_000)}}"]}""";
        var reply = await SendEncodedAsync(proxy, Encode(body, coding), coding.Replace("raw ", "", StringComparison.Ordinal));

        Assert.Equal(200, reply.Status);
        Assert.Equal(body, proxy.Runner.LastBody);
        Assert.DoesNotContain(proxy.Runner.Seen[0].Headers, header => header.Key.Equals("content-encoding", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Body_that_grows_over_the_limit_when_decoded_is_refused()
    {
        await using var proxy = await ProxyFixture.StartAsync(Small);

        var reply = await SendEncodedAsync(proxy, Encode(new string(' ', 1_000_000), "gzip"), "gzip");

        Assert.Equal(413, reply.Status);
    }

    [Theory]
    [InlineData("gzip", 400)]
    [InlineData("compress", 415)]
    public async Task Coding_that_can_not_be_taken_off_is_named(string coding, int status)
    {
        await using var proxy = await ProxyFixture.StartAsync();

        var reply = await SendEncodedAsync(proxy, "this is not encoded"u8.ToArray(), coding);

        Assert.Equal(status, reply.Status);
        Assert.Contains(coding, reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Malformed_body_is_the_caller_s_error()
    {
        await using var proxy = await ProxyFixture.StartAsync();

        var reply = await proxy.SendAsync("POST", "/v1/messages", """{"model":""");

        Assert.Equal(400, reply.Status);
        Assert.Equal("invalid_request_error", reply.Json.GetProperty("error").GetProperty("type").GetString());
        Assert.Empty(proxy.Runner.Seen);
    }

    [Fact]
    public async Task Slow_body_is_cut_off()
    {
        await using var proxy = await ProxyFixture.StartAsync(slowBodyGrace: TimeSpan.FromSeconds(1.1));
        using var client = await RawClient.ConnectAsync(proxy.Url.Port);

        await client.SendAsync($"POST {Path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{{");

        var answer = await client.ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
        Assert.Contains("too slowly", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_that_asks_to_continue_is_told_so_and_not_when_refused()
    {
        await using var proxy = await ProxyFixture.StartAsync(Small);
        using var good = await RawClient.ConnectAsync(proxy.Url.Port);
        await good.SendAsync($"POST {Path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 13\r\nExpect: 100-continue\r\n\r\n");
        await good.ReadUntilAsync("100 Continue");
        await good.SendAsync("""{"model":"m"}""");
        Assert.Contains("200 OK", await good.ReadUntilAsync("200 OK"), StringComparison.Ordinal);

        using var large = await RawClient.ConnectAsync(proxy.Url.Port);
        await large.SendAsync($"POST {Path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 5000\r\nExpect: 100-continue\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 413", await large.ReadUntilAsync("max_body_bytes"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_arrives_at_the_pipeline_as_data()
    {
        await using var proxy = await ProxyFixture.StartAsync();

        var reply = await proxy.SendAsync(
            "POST", "/v1/v1/messages?beta=true", """{"model":"claude-x","stream":true}""", ("x-claude-code-session-id", "s1"),
            ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"), ("anthropic-beta", "a"), ("anthropic-beta", "b"));

        var request = Assert.Single(proxy.Runner.Seen);
        Assert.Equal((Protocol.Anthropic, Operation.Generate, "claude-x", true), (request.Protocol, request.Operation, request.Model!, request.Stream));
        Assert.Equal(("/v1/v1/messages", "?beta=true", "s1"), (request.Path, request.Query, request.SessionHeader!));
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", request.TraceId);
        Assert.Equal(request.TraceId, reply.Headers["x-antigravity-trace-id"]);
        Assert.Equal(request.Id, reply.Headers["x-antigravity-request-id"]);
        Assert.Contains(request.Headers, header => header.Key.Equals("anthropic-beta", StringComparison.OrdinalIgnoreCase) && header.Value.StartsWith('a'));
    }

    [Theory]
    [InlineData("/v1beta/models/m:streamGenerateContent?alt=sse", true, StreamForm.Sse)]
    [InlineData("/v1beta/models/m:generateContent", false, StreamForm.Sse)]
    public async Task Gemini_method_and_query_say_whether_and_how_it_streams(string path, bool stream, StreamForm form)
    {
        await using var proxy = await ProxyFixture.StartAsync();

        await proxy.SendAsync("POST", path, """{"contents":[]}""");

        var request = Assert.Single(proxy.Runner.Seen);
        Assert.Equal((stream, form, "m"), (request.Stream, request.StreamForm, request.Model!));
    }

    [Fact]
    public async Task Gemini_stream_without_alt_is_an_array()
    {
        await using var proxy = await ProxyFixture.StartAsync();

        await proxy.SendAsync("POST", "/v1beta/models/m:streamGenerateContent", """{"contents":[]}""");

        Assert.NotEqual(StreamForm.Sse, Assert.Single(proxy.Runner.Seen).StreamForm);
    }

    [Fact]
    public async Task Form_upload_names_its_model()
    {
        await using var proxy = await ProxyFixture.StartAsync();
        using var form = new MultipartFormDataContent { { new StringContent("whisper-1"), "model" }, { new ByteArrayContent([1, 2, 3]), "file", "a.wav" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/audio/transcriptions") { Content = form };

        var reply = await proxy.SendAsync(request);

        Assert.Equal(200, reply.Status);
        Assert.Equal(("whisper-1", Operation.Transcribe), (proxy.Runner.Seen[0].Model!, proxy.Runner.Seen[0].Operation));
    }

    private static async Task<ProxyFixture.Reply> SendEncodedAsync(ProxyFixture proxy, byte[] body, string coding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Content.Headers.TryAddWithoutValidation("Content-Encoding", coding);
        return await proxy.SendAsync(request);
    }

    private static byte[] Encode(string text, string codings)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        foreach (var coding in codings.Split(", "))
        {
            var output = new MemoryStream();
            using (Stream encoder = coding switch
            {
                "gzip" => new GZipStream(output, CompressionLevel.Fastest),
                "deflate" => new ZLibStream(output, CompressionLevel.Fastest),
                "raw deflate" => new DeflateStream(output, CompressionLevel.Fastest),
                _ => new BrotliStream(output, CompressionLevel.Fastest),
            })
            {
                encoder.Write(bytes);
            }

            bytes = output.ToArray();
        }

        return bytes;
    }
}
