using System.Net;

namespace AntigravityTools.Simulator.Tests.OpenAIChat;

public sealed class ChatTests : SimulatorTest
{
    private const string Path = "/v1/chat/completions";
    private const string Tool = """[{"type":"function","function":{"name":"lookup","parameters":{"type":"object","properties":{"q":{"type":"string"}},"required":["q"]}}}]""";

    [Fact]
    public async Task StreamWithUsage_EndsWithFinishUsageAndDone()
    {
        var text = await TextAsync(OpenAi("""{"model":"gpt-5.4","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"hello there"}]}""", Path));
        Assert.DoesNotContain("event:", text, StringComparison.Ordinal);
        var events = Events(text);
        Assert.Equal("[DONE]", events[^1].Event);
        Assert.Empty(events[^2].Data.GetProperty("choices").EnumerateArray());
        var usage = events[^2].Data.GetProperty("usage");
        Assert.Equal(usage.GetProperty("total_tokens").GetInt32(), usage.GetProperty("prompt_tokens").GetInt32() + usage.GetProperty("completion_tokens").GetInt32());
        Assert.Equal("stop", events[^3].Data.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.Equal("assistant", events[0].Data.GetProperty("choices")[0].GetProperty("delta").GetProperty("role").GetString());
        Assert.All(events[..^2], chunk => Assert.Equal("null", chunk.Data.GetProperty("usage").GetRawText()));
        Assert.Single(events[..^1].Select(chunk => chunk.Data.GetProperty("id").GetString()).Distinct());
        Assert.True(events.Count > 6);
    }

    [Fact]
    public async Task StreamWithoutUsage_CarriesNoUsageKey()
    {
        var text = await TextAsync(OpenAi("""{"model":"gpt-5.4","stream":true,"messages":[{"role":"user","content":"hello"}]}""", Path));
        Assert.DoesNotContain("\"usage\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SeveralChoices_AreAllAnswered()
    {
        var whole = await JsonAsync(OpenAi("""{"model":"gpt-5.4","n":2,"messages":[{"role":"user","content":"hello"}]}""", Path));
        Assert.Equal([0, 1], whole.GetProperty("choices").EnumerateArray().Select(choice => choice.GetProperty("index").GetInt32()));
    }

    [Fact]
    public async Task ReasoningModel_SendsReasoningContentFirst()
    {
        var events = await EventsAsync(OpenAi("""{"model":"deepseek-reasoner","stream":true,"messages":[{"role":"user","content":"hello"}]}""", Path));
        Assert.True(events[1].Data.GetProperty("choices")[0].GetProperty("delta").TryGetProperty("reasoning_content", out _));
    }

    [Fact]
    public async Task StreamedToolCall_NamesTheToolOnceAndThenSendsFragments()
    {
        var events = await EventsAsync(OpenAi($$"""{"model":"gpt-5.4","stream":true,"tools":{{Tool}},"messages":[{"role":"user","content":"use lookup cats"}]}""", Path));
        var calls = events.Where(chunk => chunk.Event != "[DONE]")
            .Select(chunk => chunk.Data.GetProperty("choices")[0].GetProperty("delta"))
            .Where(delta => delta.TryGetProperty("tool_calls", out _))
            .Select(delta => delta.GetProperty("tool_calls")[0]).ToList();
        Assert.Equal("lookup", calls[0].GetProperty("function").GetProperty("name").GetString());
        Assert.Equal("""{"q":"cats"}""", string.Concat(calls.Select(call => call.GetProperty("function").GetProperty("arguments").GetString())));
        Assert.All(calls[1..], call => Assert.False(call.TryGetProperty("id", out _)));
        Assert.Equal("tool_calls", events[^2].Data.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
    }

    [Fact]
    public async Task ToolMessage_IsQuotedInTheFinalText()
    {
        var reply = await JsonAsync(OpenAi($$$"""
            {"model":"gpt-5.4","tools":{{{Tool}}},"messages":[{"role":"user","content":"use lookup cats"},
            {"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"lookup","arguments":"{}"}}]},{"role":"tool","tool_call_id":"c1","content":"nine lives"}]}
            """, Path));
        Assert.Contains("nine lives", reply.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task JsonSchema_IsHonoured()
    {
        var reply = await JsonAsync(OpenAi("""
            {"model":"gpt-5.4","messages":[{"role":"user","content":"x"}],"response_format":{"type":"json_schema","json_schema":{"name":"s","schema":{"type":"object",
            "properties":{"kind":{"enum":["big","small"]},"n":{"type":"integer","minimum":5},"list":{"type":"array","items":{"$ref":"#/$defs/e"}}},"required":["kind","n","list"],"$defs":{"e":{"type":"boolean"}}}}}}
            """, Path));
        Assert.Equal("""{"kind":"big","n":5,"list":[true]}""", reply.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());
    }

    [Theory]
    [InlineData("""{"model":"gpt-5.4"}""", HttpStatusCode.BadRequest, null, "Missing required parameter: 'messages'.")]
    [InlineData("""{"model":"gpt-0","messages":[{"role":"user","content":"x"}]}""", HttpStatusCode.NotFound, "model_not_found", "gpt-0")]
    [InlineData("[", HttpStatusCode.BadRequest, null, "could not parse the JSON body")]
    [InlineData("""{"model":"gpt-5.4","messages":[{"role":"user","content":"x"},{"role":"tool","tool_call_id":"c","content":""}]}""", HttpStatusCode.BadRequest, null, "must be a response to a preceeding message")]
    public async Task InvalidRequest_IsRefusedInOpenAisShape(string body, HttpStatusCode status, string? code, string message)
    {
        using var response = await SendAsync(OpenAi(body, Path));
        Assert.Equal(status, response.StatusCode);
        var error = (await JsonAsync(response)).GetProperty("error");
        Assert.Contains(message, error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("invalid_request_error", error.GetProperty("type").GetString());
        Assert.True(error.TryGetProperty("param", out _));
        if (code is not null)
        {
            Assert.Equal(code, error.GetProperty("code").GetString());
        }
    }

    [Fact]
    public async Task LegacyCompletion_EchoesAndFinishes()
    {
        var reply = await JsonAsync(OpenAi("""{"model":"gpt-3.5-turbo-instruct","prompt":["a","b"],"echo":true}""", "/v1/completions"));
        Assert.Equal("text_completion", reply.GetProperty("object").GetString());
        Assert.StartsWith("bHello", reply.GetProperty("choices")[1].GetProperty("text").GetString(), StringComparison.Ordinal);
        var events = await EventsAsync(OpenAi("""{"model":"gpt-3.5-turbo-instruct","prompt":"a","stream":true}""", "/v1/completions"));
        Assert.Equal("[DONE]", events[^1].Event);
    }
}
