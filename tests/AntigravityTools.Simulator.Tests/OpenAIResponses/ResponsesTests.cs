using System.Net;
using System.Net.Http.Headers;

namespace AntigravityTools.Simulator.Tests.OpenAIResponses;

public sealed class ResponsesTests : SimulatorTest
{
    private const string Path = "/v1/responses";

    [Fact]
    public async Task Stream_NumbersItsEventsAndEndsWithTheResource()
    {
        var events = await EventsAsync(OpenAi("""{"model":"gpt-5.4","stream":true,"input":"hello","reasoning":{"summary":"auto"},"include":["reasoning.encrypted_content"]}""", Path));
        Assert.Equal(Enumerable.Range(0, events.Count), events.Select(frame => frame.Data.GetProperty("sequence_number").GetInt32()));
        Assert.All(events, frame => Assert.Equal(frame.Event, frame.Data.GetProperty("type").GetString()));
        Assert.Equal(["response.created", "response.in_progress", "response.output_item.added", "response.reasoning_summary_part.added"], events[..4].Select(frame => frame.Event));
        Assert.Equal(
            ["response.output_text.done", "response.content_part.done", "response.output_item.done", "response.completed"], events[^4..].Select(frame => frame.Event));
        var output = events[^1].Data.GetProperty("response").GetProperty("output");
        Assert.Equal(["reasoning", "message"], output.EnumerateArray().Select(item => item.GetProperty("type").GetString()));
        Assert.NotEmpty(output[0].GetProperty("encrypted_content").GetString()!);
        Assert.Equal(0, events[^1].Data.GetProperty("response").GetProperty("usage").GetProperty("input_tokens_details").GetProperty("cached_tokens").GetInt32());
    }

    [Fact]
    public async Task Resource_HasEveryKeyOfTheSpecification()
    {
        var response = await JsonAsync(OpenAi("""{"model":"gpt-5.4","input":[{"role":"user","content":"hello"}]}""", Path));
        const string Keys = "id object created_at completed_at status incomplete_details model previous_response_id instructions output error tools tool_choice truncation parallel_tool_calls text top_p presence_penalty frequency_penalty top_logprobs temperature reasoning usage max_output_tokens max_tool_calls store background service_tier metadata safety_identifier prompt_cache_key";
        Assert.All(Keys.Split(' '), key => Assert.True(response.TryGetProperty(key, out _), key));
    }

    [Fact]
    public async Task FunctionCall_RoundTripsThroughTheStoredResponse()
    {
        const string Tools = """[{"type":"function","name":"shell","parameters":{"type":"object","properties":{"command":{"type":"array","items":{"type":"string"}}},"required":["command"]}},{"type":"web_search"},{"type":"namespace","name":"ns","tools":[{"type":"function","name":"inner"}]}]""";
        var first = await JsonAsync(OpenAi($$"""{"model":"gpt-5.4","tools":{{Tools}},"input":"run something"}""", Path));
        var call = first.GetProperty("output")[0];
        Assert.Equal("function_call", call.GetProperty("type").GetString());
        Assert.Equal("""{"command":["echo","hi"]}""", call.GetProperty("arguments").GetString());

        var second = await JsonAsync(OpenAi($$"""
            {"model":"gpt-5.4","previous_response_id":"{{first.GetProperty("id").GetString()}}","input":[{"type":"function_call_output","call_id":"{{call.GetProperty("call_id").GetString()}}","output":"hi!"}]}
            """, Path));
        Assert.Contains("hi!", second.GetProperty("output")[0].GetProperty("content")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StreamedFunctionCall_SendsItsArgumentsInPieces()
    {
        var events = await EventsAsync(OpenAi("""
            {"model":"gpt-5.4","stream":true,"input":"use inner now","tools":[{"type":"namespace","name":"ns","tools":[{"type":"function","name":"inner","parameters":{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}}]}]}
            """, Path));
        var item = events.Single(frame => frame.Event == "response.output_item.done").Data.GetProperty("item");
        Assert.Equal("ns", item.GetProperty("namespace").GetString());
        Assert.Equal("""{"a":"now"}""", string.Concat(events.Where(frame => frame.Event == "response.function_call_arguments.delta").Select(frame => frame.Data.GetProperty("delta").GetString())));
    }

    [Fact]
    public async Task StoredResponse_IsReadAndDeletedByItsOwnerAlone()
    {
        var id = (await JsonAsync(OpenAi("""{"model":"gpt-5.4","input":"hello"}""", Path))).GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(ById(HttpMethod.Get, id, "key-b"))).StatusCode);
        Assert.Equal(id, (await JsonAsync(ById(HttpMethod.Get, id, "key-a"))).GetProperty("id").GetString());
        Assert.True((await JsonAsync(ById(HttpMethod.Delete, id, "key-a"))).GetProperty("deleted").GetBoolean());
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(ById(HttpMethod.Get, id, "key-a"))).StatusCode);
    }

    [Fact]
    public async Task UnstoredResponse_CannotBeContinued()
    {
        var id = (await JsonAsync(OpenAi("""{"model":"gpt-5.4","store":false,"input":"hello"}""", Path))).GetProperty("id").GetString();
        var error = (await JsonAsync(OpenAi($$"""{"model":"gpt-5.4","previous_response_id":"{{id}}","input":"more"}""", Path))).GetProperty("error");
        Assert.Equal("previous_response_not_found", error.GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("""[{"type":"function_call_output","call_id":"c9","output":"x"}]""", "No tool call found for function call output with call_id c9.", null)]
    [InlineData("""[{"type":"function_call","call_id":"c9","name":"f","arguments":"{}"}]""", "No tool output found for function call c9.", null)]
    [InlineData("""[{"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"Zm9yZWlnbg=="}]""", "could not be verified", "invalid_encrypted_content")]
    public async Task BrokenInput_IsRefused(string input, string message, string? code)
    {
        using var response = await SendAsync(OpenAi($$"""{"model":"gpt-5.4","input":{{input}}}""", Path));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var error = (await JsonAsync(response)).GetProperty("error");
        Assert.Contains(message, error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.True(code is null || error.GetProperty("code").GetString() == code);
    }

    [Fact]
    public async Task WebSocketUpgrade_IsDeclined()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "key-a");
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.Add(new ProductHeaderValue("websocket"));
        using var response = await SendAsync(request);
        Assert.Equal(HttpStatusCode.UpgradeRequired, response.StatusCode);
    }

    [Fact]
    public async Task CountingAndCompacting_Answer()
    {
        var count = await JsonAsync(OpenAi("""{"model":"gpt-5.4","input":"hello world"}""", Path + "/input_tokens"));
        Assert.Equal("response.input_tokens", count.GetProperty("object").GetString());
        var compact = await JsonAsync(OpenAi("""{"model":"gpt-5.4","input":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]}""", Path + "/compact"));
        Assert.Equal(["message", "compaction"], compact.GetProperty("output").EnumerateArray().Select(item => item.GetProperty("type").GetString()));
    }

    private static HttpRequestMessage ById(HttpMethod method, string? id, string key) =>
        new(method, $"{Path}/{id}") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
}
