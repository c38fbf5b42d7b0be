using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Server.Tests.Gateway;
using AntigravityTools.Server.Tests.Proxy;
using AntigravityTools.Server.Tests.State;

namespace AntigravityTools.Server.Tests.OpenResponses;

/// <summary>The cases of the Open Responses suite over HTTP, in our own words, with accounts of all four protocols.</summary>
public sealed class OpenResponsesHttpTests
{
    private const string Pixel = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    private const string Tool = """{"type":"function","name":"get_weather","description":"The weather of a place","parameters":{"type":"object","properties":{"place":{"type":"string"}},"required":["place"]}}""";

    public static TheoryData<Protocol> Upstreams => [Protocol.OpenAIChat, Protocol.OpenAIResponses, Protocol.Anthropic, Protocol.Gemini];

    [Theory, MemberData(nameof(Upstreams))]
    public async Task Question_IsAnsweredWithAWholeResource(Protocol upstream)
    {
        var response = await AskAsync(upstream, """{"model":"agent","input":[{"type":"message","role":"user","content":"Say hello."}]}""");
        Assert.Contains("Say hello.", ResponseResource.TextOf(response), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Upstreams))]
    public async Task Stream_IsALadderOfNumberedEvents(Protocol upstream)
    {
        await using var fleet = await StoredResponseTests.StartAsync(upstream);
        using var body = new StringContent("""{"model":"agent","stream":true,"input":"Count to five."}""", null, "application/json");
        using var answer = await fleet.Client.PostAsync("/v1/responses", body, ProxyFixture.Token);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        var events = EventsOf(await answer.Content.ReadAsByteArrayAsync(ProxyFixture.Token));
        Assert.Contains("Count to five.", ResponseResource.TextOf(ResponseResource.LastOf(events)), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Upstreams))]
    public async Task SystemMessage_ReachesTheModel(Protocol upstream)
    {
        await using var fleet = await StoredResponseTests.StartAsync(upstream);
        var response = await StoredResponseTests.PostAsync(
            fleet, "/v1/responses", """{"model":"agent","input":[{"type":"message","role":"system","content":"You are a pirate."},{"type":"message","role":"user","content":"Say hello."}]}""");
        Assert.NotEmpty(ResponseResource.TextOf(response));
        Assert.Contains("You are a pirate.", fleet.Simulator.Requests[^1].BodyText, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Upstreams))]
    public async Task Tool_IsCalledWithJsonArguments(Protocol upstream)
    {
        var response = await AskAsync(upstream, $$"""{"model":"agent","input":"get_weather Paris","tools":[{{Tool}}]}""");
        var call = Assert.Single(ResponseResource.Items(response, "function_call"));
        Assert.Equal(("get_weather", "completed"), (call.GetProperty("name").GetString(), call.GetProperty("status").GetString()));
        Assert.NotEmpty(call.GetProperty("call_id").GetString()!);
        using var arguments = JsonDocument.Parse(call.GetProperty("arguments").GetString()!);
        Assert.Equal("Paris", arguments.RootElement.GetProperty("place").GetString());
        Assert.Equal("get_weather", response.GetProperty("tools")[0].GetProperty("name").GetString());
    }

    [Theory, MemberData(nameof(Upstreams))]
    public async Task ResultOfATool_IsTakenAsTheModelsInput(Protocol upstream)
    {
        var response = await AskAsync(upstream, $$"""
            {"model":"agent","tools":[{{Tool}}],"input":[{"role":"user","content":"get_weather Paris"},
             {"type":"function_call","call_id":"call_1","name":"get_weather","arguments":"{\"place\":\"Paris\"}"},
             {"type":"function_call_output","call_id":"call_1","output":"mild"}]}
            """);
        Assert.Contains("The tool answered: \"mild\"", ResponseResource.TextOf(response), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Upstreams))]
    public async Task Image_IsTakenInline(Protocol upstream)
    {
        await using var fleet = await StoredResponseTests.StartAsync(upstream);
        var response = await StoredResponseTests.PostAsync(fleet, "/v1/responses", $$"""
            {"model":"agent","input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"What is it?"},{"type":"input_image","image_url":"{{Pixel}}"}]}]}
            """);
        Assert.NotEmpty(ResponseResource.TextOf(response));
        Assert.Contains("iVBORw0KGgo", fleet.Simulator.Requests[^1].BodyText, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Upstreams))]
    public async Task History_IsReadWithItsAnswers(Protocol upstream)
    {
        var response = await AskAsync(upstream, """
            {"model":"agent","input":[{"type":"message","role":"user","content":"My name is Alice."},
             {"type":"message","role":"assistant","content":[{"type":"output_text","text":"Hello Alice.","annotations":[]}]},
             {"type":"message","role":"user","content":"What is my name?"}]}
            """);
        Assert.Contains("What is my name?", ResponseResource.TextOf(response), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Upstreams))]
    public async Task EarlierResponse_IsContinuedById(Protocol upstream)
    {
        await using var fleet = await StoredResponseTests.StartAsync(upstream);
        var first = await StoredResponseTests.PostAsync(fleet, "/v1/responses", """{"model":"agent","input":"one"}""");
        var second = await StoredResponseTests.PostAsync(fleet, "/v1/responses", $$"""{"model":"agent","previous_response_id":"{{first.GetProperty("id").GetString()}}","input":"two"}""");
        Assert.Equal(first.GetProperty("id").GetString(), second.GetProperty("previous_response_id").GetString());
        Assert.Contains("two", ResponseResource.TextOf(second), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Upstreams))]
    public async Task LimitOfTokens_LeavesTheResponseIncomplete(Protocol upstream)
    {
        var response = await AskAsync(upstream, """{"model":"agent","max_output_tokens":16,"input":"Tell me a very long story about a very long river that never ends, and about all of its fish."}""");
        ResponseResource.TextOf(response, "incomplete");
        Assert.Equal("max_output_tokens", response.GetProperty("incomplete_details").GetProperty("reason").GetString());
    }

    [Theory, MemberData(nameof(Upstreams))]
    public async Task BrokenRequest_IsRefusedInTheErrorsShape(Protocol upstream)
    {
        await using var fleet = await StoredResponseTests.StartAsync(upstream);
        var (status, body) = await StoredResponseTests.SendAsync(fleet, HttpMethod.Post, "/v1/responses", """{"model":"agent","input":[{"type":"function_call_output","call_id":7,"output":"x"}]}""");
        Assert.Equal(upstream == Protocol.OpenAIResponses ? status : 400, status);
        Assert.Equal("invalid_request_error", body.GetProperty("error").GetProperty("type").GetString());
    }

    internal static List<JsonElement> EventsOf(ReadOnlySpan<byte> stream)
    {
        var (frames, events) = (new SseFrameReader(), new List<JsonElement>());
        while (frames.TryRead(stream, endOfInput: true, out var frame, out var consumed) && consumed > 0)
        {
            if (frame.Data is [(byte)'{', ..])
            {
                events.Add(JsonElement.Parse(frame.Data));
            }

            stream = stream[consumed..];
        }

        return events;
    }

    private static async Task<JsonElement> AskAsync(Protocol upstream, string body)
    {
        await using var fleet = await StoredResponseTests.StartAsync(upstream);
        return await StoredResponseTests.PostAsync(fleet, "/v1/responses", body);
    }
}
