using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using AntigravityTools.Simulator.Scripting;
using Microsoft.Extensions.Time.Testing;

namespace AntigravityTools.Simulator.Tests.Scripting;

public sealed class StreamBehaviourTests : SimulatorTest
{
    private const string Message = """{"model":"claude-opus-5-5","max_tokens":100,"stream":true,"messages":[{"role":"user","content":"hi"}]}""";
    private readonly FakeTimeProvider _time = new();

    private protected override SimulatorOptions Options => new() { TimeProvider = _time };

    [Fact]
    public async Task Gate_LetsEveryEventLeaveOnlyWhenReleased()
    {
        var gate = new StreamGate();
        Host.Script("key-a", new NormalReply { Gate = gate });
        using var response = await SendAsync(Anthropic(Message));
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancel));
        Assert.Equal(0, gate.Sent);

        await gate.ReleaseNextAsync(Cancel);
        Assert.Equal("event: message_start", await reader.ReadLineAsync(Cancel));
        Assert.StartsWith("data: ", await reader.ReadLineAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal("", await reader.ReadLineAsync(Cancel));
        Assert.Equal(1, gate.Sent);
        var next = reader.ReadLineAsync(Cancel);
        Assert.False(next.IsCompleted);

        gate.Release(1);
        Assert.Equal("event: content_block_start", await next);
        gate.ReleaseAll();
        Assert.Contains("message_stop", await reader.ReadToEndAsync(Cancel), StringComparison.Ordinal);
        await gate.Finished.WaitAsync(Cancel);
    }

    [Fact]
    public async Task CallerGoingAway_FinishesTheGateAndIsSeenInTheRecord()
    {
        var gate = new StreamGate();
        Host.Script("key-a", new NormalReply { Gate = gate });
        var response = await SendAsync(Anthropic(Message));
        var record = await Host.WaitForRequestAsync(_ => true, Cancel);
        var aborted = new TaskCompletionSource();
        await using var registration = record.Aborted.Register(aborted.SetResult);
        response.Dispose();
        await gate.Finished.WaitAsync(Cancel);
        await aborted.Task.WaitAsync(Cancel);
    }

    [Fact]
    public async Task ResetBeforeTheHead_IsATcpReset()
    {
        Host.Script("key-a", new ResetConnection());
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(Anthropic(Message)));
        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(failure.GetBaseException()).SocketErrorCode);
    }

    [Fact]
    public async Task ResetMidStream_BreaksTheBody()
    {
        var gate = new StreamGate();
        Host.Script("key-a", new ResetConnection(1) { Gate = gate });
        using var response = await SendAsync(Anthropic(Message));
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancel));
        gate.Release(3);
        for (var line = 0; line < 9; line++)
        {
            await reader.ReadLineAsync(Cancel);
        }
        gate.ReleaseAll();
        await Assert.ThrowsAnyAsync<IOException>(() => reader.ReadToEndAsync(Cancel));
    }

    [Fact]
    public async Task CutStream_EndsCleanlyWithoutItsTerminalEvent()
    {
        Host.Script("key-a", new CutStream(1), new CutStream(1000));
        var early = await EventsAsync(Anthropic(Message));
        Assert.Equal("content_block_delta", early[^1].Event);
        var late = await EventsAsync(Anthropic(Message));
        Assert.Equal("content_block_stop", late[^1].Event);
    }

    [Fact]
    public async Task CutPlainAnswer_IsHalfAJsonText()
    {
        Host.Script("key-a", new CutStream(1));
        var text = await TextAsync(Anthropic(Message.Replace("true", "false", StringComparison.Ordinal)));
        Assert.StartsWith("{", text, StringComparison.Ordinal);
        Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(text));
    }

    [Fact]
    public async Task Hang_SendsNothingUntilTheCallerLeaves()
    {
        Host.Script("key-a", new Hang());
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        using var request = Anthropic(Message);
        var pending = Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, leave.Token);
        var record = await Host.WaitForRequestAsync(_ => true, Cancel);
        Assert.False(pending.IsCompleted);
        var aborted = new TaskCompletionSource();
        await using var registration = record.Aborted.Register(aborted.SetResult);
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
        await aborted.Task.WaitAsync(Cancel);
    }

    [Fact]
    public async Task Silence_LastsItsTimeOnTheSimulatorsClock()
    {
        var gate = new StreamGate();
        gate.ReleaseAll();
        Host.Script("key-a", new Silence(TimeSpan.FromSeconds(30)) { Gate = gate });
        using var response = await SendAsync(Anthropic(Message));
        await gate.WaitForSentAsync(3, Cancel);
        Assert.Equal(3, gate.Sent);
        var rest = response.Content.ReadAsStringAsync(Cancel);
        // The silence starts after the third event was counted, so the clock moves until it has heard of it.
        while (!gate.Finished.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(30));
            await Task.Yield();
        }
        Assert.Contains("message_stop", await rest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pace_KeepsTheNextEventBackUntilTheClockHasMoved()
    {
        var gate = new StreamGate();
        gate.ReleaseAll();
        Host.Script("key-a", new CutStream(1) { Gate = gate, Pace = TimeSpan.FromSeconds(1) });
        var before = _time.GetUtcNow();
        var text = TextAsync(Anthropic(Message));
        await gate.WaitForSentAsync(1, Cancel);
        while (!gate.Finished.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }
        Assert.Equal(4, Events(await text).Count);
        Assert.True(_time.GetUtcNow() - before >= TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task Replay_SendsTheSameBytesInChunksOfTheGivenSizes()
    {
        var bytes = Encoding.UTF8.GetBytes("event: x\ndata: {\"padded\": 1   }\n\n: comment é\n\n");
        var gate = new StreamGate();
        Host.Script("key-a", new Replay(bytes) { ChunkSizes = [1, 5], Gate = gate, Headers = new Dictionary<string, string> { ["x-recorded"] = "yes" } });
        using var response = await SendAsync(Anthropic(Message));
        Assert.Equal("yes", response.Headers.GetValues("x-recorded").Single());
        await using var body = await response.Content.ReadAsStreamAsync(Cancel);
        var buffer = new byte[100];
        await gate.ReleaseNextAsync(Cancel);
        Assert.Equal(1, await body.ReadAsync(buffer, Cancel));
        await gate.ReleaseNextAsync(Cancel);
        Assert.Equal(5, await body.ReadAsync(buffer.AsMemory(1), Cancel));
        gate.ReleaseAll();
        using var rest = new MemoryStream();
        await body.CopyToAsync(rest, Cancel);
        Assert.Equal(bytes, buffer[..6].Concat(rest.ToArray()));
    }

    [Fact]
    public async Task ScriptedAnswer_IsSaidInTheProtocolThatWasAsked()
    {
        var answer = new Answer
        {
            Reasoning = "why",
            Text = "what",
            ToolCalls = [new AnswerToolCall("a", """{"x":1}"""), new AnswerToolCall("b", "{}")],
            Usage = new AnswerUsage(100, 20) { CacheReadTokens = 60, CacheWriteTokens = 10, ReasoningTokens = 5 },
        };
        Host.Always("key-a", new NormalReply { Answer = answer });
        var message = await JsonAsync(Anthropic(Message.Replace("true", "false", StringComparison.Ordinal)));
        Assert.Equal(["thinking", "text", "tool_use", "tool_use"], message.GetProperty("content").EnumerateArray().Select(block => block.GetProperty("type").GetString()));
        Assert.Equal(30, message.GetProperty("usage").GetProperty("input_tokens").GetInt32());

        var chat = await JsonAsync(OpenAi("""{"model":"gpt-5.4","messages":[{"role":"user","content":"x"}]}""", "/v1/chat/completions"));
        Assert.Equal(2, chat.GetProperty("choices")[0].GetProperty("message").GetProperty("tool_calls").GetArrayLength());
        Assert.Equal(60, chat.GetProperty("usage").GetProperty("prompt_tokens_details").GetProperty("cached_tokens").GetInt32());

        var gemini = await JsonAsync(Gemini("""{"contents":[{"parts":[{"text":"hi"}]}]}""", "/v1beta/models/gemini-3.8-flash:generateContent"));
        Assert.Equal(15, gemini.GetProperty("usageMetadata").GetProperty("candidatesTokenCount").GetInt32());
        Assert.Equal(120, gemini.GetProperty("usageMetadata").GetProperty("totalTokenCount").GetInt32());
    }

    [Fact]
    public async Task Refusal_IsSpelledByEachProtocol()
    {
        Host.Always("key-a", new NormalReply { Answer = new Answer { Refusal = "I will not." } });
        var message = await JsonAsync(Anthropic(Message.Replace("true", "false", StringComparison.Ordinal)));
        Assert.Equal("refusal", message.GetProperty("stop_reason").GetString());
        var chat = await JsonAsync(OpenAi("""{"model":"gpt-5.4","messages":[{"role":"user","content":"x"}]}""", "/v1/chat/completions"));
        Assert.Equal("I will not.", chat.GetProperty("choices")[0].GetProperty("message").GetProperty("refusal").GetString());
        var response = await JsonAsync(OpenAi("""{"model":"gpt-5.4","input":"x"}""", "/v1/responses"));
        Assert.Equal("refusal", response.GetProperty("output")[0].GetProperty("content")[0].GetProperty("type").GetString());
        var gemini = await JsonAsync(Gemini("""{"contents":[{"parts":[{"text":"hi"}]}]}""", "/v1beta/models/gemini-3.8-flash:generateContent"));
        Assert.Equal("SAFETY", gemini.GetProperty("candidates")[0].GetProperty("finishReason").GetString());
    }
}
