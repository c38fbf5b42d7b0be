using System.Net;

namespace AntigravityTools.Simulator.Tests.Anthropic;

public sealed class MessagesTests : SimulatorTest
{
    private const string Hello = """{"model":"claude-opus-5-5","max_tokens":1000,"messages":[{"role":"user","content":"say hi"}]}""";

    [Fact]
    public async Task PlainRequest_AnswersAMessageThatQuotesTheUser()
    {
        var message = await JsonAsync(Anthropic(Hello));
        Assert.Equal("message", message.GetProperty("type").GetString());
        Assert.Equal("end_turn", message.GetProperty("stop_reason").GetString());
        Assert.Contains("you said \"say hi\"", message.GetProperty("content")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.True(message.GetProperty("usage").GetProperty("input_tokens").GetInt32() > 0);
    }

    [Fact]
    public async Task StreamedThinking_FollowsTheEventLadder()
    {
        var events = await EventsAsync(Anthropic(Hello.Replace("\"max_tokens\"", "\"stream\":true,\"thinking\":{\"type\":\"adaptive\"},\"max_tokens\"", StringComparison.Ordinal)));
        Assert.All(events, frame => Assert.Equal(frame.Event, frame.Data.GetProperty("type").GetString()));
        Assert.Equal("message_start", events[0].Event);
        Assert.Equal("thinking", events[1].Data.GetProperty("content_block").GetProperty("type").GetString());
        Assert.Equal("ping", events[2].Event);
        Assert.Contains(events, frame => frame.Event == "content_block_delta" && frame.Data.GetProperty("delta").GetProperty("type").GetString() == "signature_delta");
        Assert.Equal(["content_block_stop", "message_delta", "message_stop"], events[^3..].Select(frame => frame.Event));
        var text = string.Concat(events.Where(frame => frame.Event == "content_block_delta")
            .Select(frame => frame.Data.GetProperty("delta").TryGetProperty("text", out var piece) ? piece.GetString() : ""));
        Assert.EndsWith("Grüße, 你好 👋", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OmittedThinking_SendsTheSignatureAlone()
    {
        var message = await JsonAsync(Anthropic(Hello.Replace("\"max_tokens\"", "\"thinking\":{\"type\":\"adaptive\",\"display\":\"omitted\"},\"max_tokens\"", StringComparison.Ordinal)));
        var thinking = message.GetProperty("content")[0];
        Assert.Equal("", thinking.GetProperty("thinking").GetString());
        Assert.NotEqual("", thinking.GetProperty("signature").GetString());
    }

    [Fact]
    public async Task ToolRoundTrip_CallsThenQuotesTheResult()
    {
        const string Tools = """[{"name":"Bash","input_schema":{"type":"object","properties":{"command":{"type":"string"},"timeout":{"type":"number"}},"required":["command"]}}]""";
        var first = await JsonAsync(Anthropic($$"""{"model":"claude-opus-5-5","max_tokens":1000,"tools":{{Tools}},"messages":[{"role":"user","content":"run echo"}]}"""));
        Assert.Equal("tool_use", first.GetProperty("stop_reason").GetString());
        var call = first.GetProperty("content")[0];
        Assert.Equal("""{"command":"echo hi"}""", call.GetProperty("input").GetRawText());

        var second = await JsonAsync(Anthropic($$"""
            {"model":"claude-opus-5-5","max_tokens":1000,"tools":{{Tools}},"messages":[{"role":"user","content":"run echo"},{"role":"assistant","content":[{{call.GetRawText()}}]},
            {"role":"user","content":[{"type":"tool_result","tool_use_id":"{{call.GetProperty("id").GetString()}}","content":"hi there"}]}]}
            """));
        Assert.Equal("end_turn", second.GetProperty("stop_reason").GetString());
        Assert.Contains("hi there", second.GetProperty("content")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StreamedToolCall_CarriesItsArgumentsInPieces()
    {
        var events = await EventsAsync(Anthropic("""
            {"model":"claude-opus-5-5","stream":true,"max_tokens":1000,"messages":[{"role":"user","content":"use get_weather Paris"}],
            "tools":[{"name":"get_weather","input_schema":{"type":"object","properties":{"city":{"type":"string"},"unit":{"enum":["c","f"]}},"required":["city","unit"]}}]}
            """));
        var arguments = string.Concat(events.Where(frame => frame.Event == "content_block_delta").Select(frame => frame.Data.GetProperty("delta").GetProperty("partial_json").GetString()));
        Assert.Equal("""{"city":"Paris","unit":"c"}""", arguments);
        Assert.Equal("tool_use", events.Single(frame => frame.Event == "message_delta").Data.GetProperty("delta").GetProperty("stop_reason").GetString());
    }

    [Fact]
    public async Task RepeatedMarkedPrefix_IsReadFromTheCache()
    {
        var system = new string('s', 2000);
        var body = $$$"""{"model":"claude-opus-5-5","max_tokens":1000,"system":[{"type":"text","text":"{{{system}}}","cache_control":{"type":"ephemeral"}}],"messages":[{"role":"user","content":"one"}]}""";
        var first = (await JsonAsync(Anthropic(body))).GetProperty("usage");
        var second = (await JsonAsync(Anthropic(body.Replace("\"one\"", "\"two\"", StringComparison.Ordinal)))).GetProperty("usage");
        Assert.Equal(0, first.GetProperty("cache_read_input_tokens").GetInt32());
        Assert.True(first.GetProperty("cache_creation_input_tokens").GetInt32() >= 500);
        Assert.Equal(first.GetProperty("cache_creation_input_tokens").GetInt32(), second.GetProperty("cache_read_input_tokens").GetInt32());
        Assert.Equal(first.GetProperty("input_tokens").GetInt32(), second.GetProperty("input_tokens").GetInt32());
    }

    [Theory]
    [InlineData("""{"model":"claude-opus-5-5","messages":[{"role":"user","content":"x"}]}""", HttpStatusCode.BadRequest, "invalid_request_error", "max_tokens: Field required")]
    [InlineData("""{"model":"claude-opus-5-5","max_tokens":1,"messages":[]}""", HttpStatusCode.BadRequest, "invalid_request_error", "at least one message")]
    [InlineData("""{"model":"claude-9","max_tokens":1,"messages":[{"role":"user","content":"x"}]}""", HttpStatusCode.NotFound, "not_found_error", "model: claude-9")]
    [InlineData("{nonsense", HttpStatusCode.BadRequest, "invalid_request_error", "not valid JSON")]
    [InlineData("""{"model":"claude-opus-5-5","max_tokens":1,"messages":[{"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"a","input":{}}]},{"role":"user","content":"x"}]}""", HttpStatusCode.BadRequest, "invalid_request_error", "`tool_use` ids were found without `tool_result`")]
    [InlineData("""{"model":"claude-opus-5-5","max_tokens":1,"messages":[{"role":"user","content":"x"},{"role":"assistant","content":[{"type":"thinking","thinking":"","signature":"Zm9yZWlnbg=="}]}]}""", HttpStatusCode.BadRequest, "invalid_request_error", "messages.1.content.0: Invalid `signature`")]
    public async Task InvalidRequest_IsRefusedInAnthropicsShape(string body, HttpStatusCode status, string type, string message)
    {
        using var response = await SendAsync(Anthropic(body));
        Assert.Equal(status, response.StatusCode);
        var error = await JsonAsync(response);
        Assert.Equal("error", error.GetProperty("type").GetString());
        Assert.Equal(type, error.GetProperty("error").GetProperty("type").GetString());
        Assert.Contains(message, error.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MaxTokensReached_StopsThere()
    {
        var message = await JsonAsync(Anthropic(Hello.Replace("1000", "3", StringComparison.Ordinal)));
        Assert.Equal("max_tokens", message.GetProperty("stop_reason").GetString());
        Assert.Equal(3, message.GetProperty("usage").GetProperty("output_tokens").GetInt32());
    }

    [Fact]
    public async Task CountTokens_AnswersANumber()
    {
        var count = await JsonAsync(Anthropic(Hello, "/v1/messages/count_tokens"));
        Assert.True(count.GetProperty("input_tokens").GetInt32() > 5);
    }
}
