using AntigravityTools.Core.Records;
using AntigravityTools.Server.Tests.Proxy;
using AntigravityTools.Simulator;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Server.Tests.Gateway;

public sealed class GatewayTests
{
    private const string Chat = """{"model":"gpt-5.4","messages":[{"role":"user","content":"hi"}]}""";
    private const string ChatStream = """{"model":"gpt-5.4","stream":true,"messages":[{"role":"user","content":"hi"}]}""";
    private const string Responses = """{"model":"gpt-5.4","input":"hi"}""";
    private const string ResponsesStream = """{"model":"gpt-5.4","stream":true,"input":"hi"}""";
    private const string Messages = """{"model":"claude-opus-5-5","max_tokens":64,"messages":[{"role":"user","content":"hi"}]}""";
    private const string MessagesStream = """{"model":"claude-opus-5-5","max_tokens":64,"stream":true,"messages":[{"role":"user","content":"hi"}]}""";
    private const string Contents = """{"contents":[{"role":"user","parts":[{"text":"hi"}]}]}""";
    internal const int Preamble = 3;
    private const string GeminiPath = "/v1beta/models/gemini-3.8-flash";

    [Theory]
    [InlineData("/v1/chat/completions", Chat, "chat.completion", "gpt-5.4")]
    [InlineData("/v1/chat/completions", ChatStream, "[DONE]", "gpt-5.4")]
    [InlineData("/v1/responses", Responses, "\"response\"", "gpt-5.4")]
    [InlineData("/v1/chat/completions/responses", ResponsesStream, "response.completed", "gpt-5.4")]
    [InlineData("/v1/messages?beta=true", Messages, "\"message\"", "claude-opus-5-5")]
    [InlineData("/v1/v1/messages", MessagesStream, "message_stop", "claude-opus-5-5")]
    [InlineData(GeminiPath + ":generateContent", Contents, "candidates", "gemini-3.8-flash")]
    [InlineData(GeminiPath + ":streamGenerateContent?alt=sse", Contents, "data: ", "gemini-3.8-flash")]
    [InlineData(GeminiPath + ":streamGenerateContent", Contents, "]", "gemini-3.8-flash")]
    public async Task Each_protocol_goes_from_socket_to_socket(string path, string body, string part, string model)
    {
        await using var gateway = await GatewayFixture.StartAsync();

        using var answer = await gateway.PostAsync(path, body);

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Contains(part, await answer.Content.ReadAsStringAsync(ProxyFixture.Token), StringComparison.Ordinal);
        Assert.Equal((model, "1"), (answer.Headers.GetValues("x-antigravity-model").Single(), answer.Headers.GetValues("x-antigravity-attempts").Single()));
        var record = await gateway.SingleRecordAsync();
        Assert.Equal((200, Verdict.Ok), (record.Status, record.Verdict));
        Assert.Equal(record.Id, answer.Headers.GetValues("x-antigravity-request-id").Single());
    }

    [Fact]
    public async Task Event_reaches_the_client_before_the_next_one_leaves_the_provider()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        var gate = new StreamGate();
        gateway.Simulator.Script(SimulatorHost.AnyCredential, new NormalReply { Gate = gate, Answer = new Answer { Text = "one two three" } });
        var sending = gateway.PostAsync("/v1/messages", MessagesStream);
        gate.Release(Preamble + 1);

        using var answer = await sending;
        await using var body = await answer.Content.ReadAsStreamAsync(ProxyFixture.Token);
        using var lines = new StreamReader(body);
        while (await lines.ReadLineAsync(ProxyFixture.Token) is { } line && !line.StartsWith("event: content_block_delta", StringComparison.Ordinal))
        {
        }

        Assert.True(gate.Sent <= Preamble + 1);
        gate.ReleaseAll();
        Assert.Contains("message_stop", await lines.ReadToEndAsync(ProxyFixture.Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/chat/completions", ChatStream, "data: {\"error\":", "[DONE]")]
    [InlineData("/v1/responses", ResponsesStream, "event: response.failed", "response.completed")]
    [InlineData("/v1/messages", MessagesStream, "event: error", "message_stop")]
    [InlineData(GeminiPath + ":streamGenerateContent?alt=sse", Contents, "data: {\"error\":", "STOP")]
    public async Task Stop_ends_a_running_stream_with_its_protocol_s_own_error(string path, string body, string error, string cleanEnd)
    {
        await using var gateway = await GatewayFixture.StartAsync(new() { Port = 0, Drain = TimeSpan.FromMilliseconds(50) });
        var gate = new StreamGate();
        gateway.Simulator.Script(SimulatorHost.AnyCredential, new NormalReply { Gate = gate, Answer = new Answer { Text = "one two three four five six" } });
        var sending = gateway.PostAsync(path, body);
        gate.Release(path.Contains("responses", StringComparison.Ordinal) ? 5 : path.Contains("messages", StringComparison.Ordinal) ? Preamble + 1 : 2);
        using var answer = await sending;
        var start = TimeProvider.System.GetTimestamp();

        await gateway.Host.StopAsync(ProxyFixture.Token);

        Assert.InRange(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds, 0, 1050);
        var text = await answer.Content.ReadAsStringAsync(ProxyFixture.Token);
        Assert.Contains(error, text, StringComparison.Ordinal);
        Assert.DoesNotContain(cleanEnd, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_request_is_recorded_like_any_other()
    {
        await using var gateway = await GatewayFixture.StartAsync();

        using var answer = await gateway.PostAsync("/v1/nothing", "{}");

        var record = await gateway.SingleRecordAsync();
        Assert.Equal((404, Verdict.Refused, "/v1/nothing"), ((int)answer.StatusCode, record.Verdict, record.Path));
    }

    [Fact]
    public async Task Request_leaves_one_access_line_without_query_or_secret()
    {
        await using var gateway = await GatewayFixture.StartAsync();

        using var answer = await gateway.PostAsync($"{GeminiPath}:generateContent?key={ProxyFixture.Key}", Contents);
        await answer.Content.ReadAsStringAsync(ProxyFixture.Token);

        var id = answer.Headers.GetValues("x-antigravity-request-id").Single();
        var line = await gateway.Logs.LineAsync(id);
        Assert.Contains("gemini-3.8-flash", line, StringComparison.Ordinal);
        Assert.Contains("acc_gemini", line, StringComparison.Ordinal);
        Assert.DoesNotContain(gateway.Logs.Lines, l => l.Line.Contains(ProxyFixture.Key, StringComparison.Ordinal) || l.Line.Contains("sk-upstream", StringComparison.Ordinal));
        Assert.DoesNotContain(gateway.Simulator.Requests, request => request.ToString().Contains(ProxyFixture.Key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Client_that_leaves_cancels_the_provider()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        var gate = new StreamGate();
        gateway.Simulator.Script(SimulatorHost.AnyCredential, new NormalReply { Gate = gate, Answer = new Answer { Text = "one two three" } });
        var sending = gateway.PostAsync("/v1/messages", MessagesStream);
        gate.Release(Preamble + 1);

        (await sending).Dispose();

        await gate.Finished.WaitAsync(ProxyFixture.Token);
    }
}
