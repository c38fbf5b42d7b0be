using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Server.Tests.Gateway;
using AntigravityTools.Server.Tests.Proxy;
using AntigravityTools.Server.Tests.State;

namespace AntigravityTools.Server.Tests.OpenResponses;

/// <summary>The cases of the Open Responses suite over one WebSocket, in our own words, with accounts of all four protocols.</summary>
public sealed class OpenResponsesSocketTests
{
    private const string Tool = """{"type":"function","name":"get_weather","parameters":{"type":"object","properties":{"place":{"type":"string"}},"required":["place"]}}""";

    public static TheoryData<Protocol> Upstreams => OpenResponsesHttpTests.Upstreams;

    [Theory, MemberData(nameof(Upstreams))]
    public async Task Create_IsAnsweredByTheSameLadder(Protocol upstream)
    {
        await using var fleet = await StoredResponseTests.StartAsync(upstream);
        using var socket = await ConnectAsync(fleet);
        Assert.Contains("hello there", ResponseResource.TextOf(await AskAsync(socket, "\"input\":\"hello there\"")), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Upstreams))]
    public async Task Connection_ServesOneResponseAfterAnother(Protocol upstream)
    {
        await using var fleet = await StoredResponseTests.StartAsync(upstream);
        using var socket = await ConnectAsync(fleet);
        var first = await AskAsync(socket, "\"input\":\"one\"");
        var second = await AskAsync(socket, "\"input\":\"two\"");
        Assert.NotEqual(first.GetProperty("id").GetString(), second.GetProperty("id").GetString());
        Assert.Contains("two", ResponseResource.TextOf(second), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Upstreams))]
    public async Task UnstoredResponse_IsContinuedOnItsConnection(Protocol upstream)
    {
        await using var fleet = await StoredResponseTests.StartAsync(upstream);
        using var socket = await ConnectAsync(fleet);
        var first = IdOf(await AskAsync(socket, "\"store\":false,\"input\":\"the plum\""));
        var second = await AskAsync(socket, $"\"store\":false,\"previous_response_id\":\"{first}\",\"input\":\"the pear\"");
        Assert.Equal(first, second.GetProperty("previous_response_id").GetString() ?? first);
        Assert.Contains("the plum", fleet.Simulator.Requests[^1].BodyText, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Upstreams))]
    public async Task ToolRoundTrip_SendsOnlyItsResult(Protocol upstream)
    {
        await using var fleet = await StoredResponseTests.StartAsync(upstream);
        using var socket = await ConnectAsync(fleet);
        var first = await AskAsync(socket, $"\"store\":false,\"tools\":[{Tool}],\"input\":\"get_weather Paris\"");
        var call = Assert.Single(ResponseResource.Items(first, "function_call")).GetProperty("call_id").GetString();
        var second = await AskAsync(
            socket, $$"""
            "store":false,"tools":[{{Tool}}],"previous_response_id":"{{IdOf(first)}}","input":[{"type":"function_call_output","call_id":"{{call}}","output":"mild"}]
            """);
        Assert.Contains("The tool answered: \"mild\"", ResponseResource.TextOf(second), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Upstreams))]
    public async Task UnknownPreviousResponse_IsAnErrorByName_AndTheConnectionLivesOn(Protocol upstream)
    {
        await using var fleet = await StoredResponseTests.StartAsync(upstream);
        using var socket = await ConnectAsync(fleet);
        await RefusedAsync(socket, "\"previous_response_id\":\"resp_unknown\",\"input\":\"x\"", "previous_response_not_found");
        ResponseResource.TextOf(await AskAsync(socket, "\"input\":\"one\""));
    }

    [Theory, MemberData(nameof(Upstreams))]
    public async Task FailedContinuation_ForgetsWhatItContinued(Protocol upstream)
    {
        await using var fleet = await StoredResponseTests.StartAsync(upstream);
        using var socket = await ConnectAsync(fleet);
        var first = IdOf(await AskAsync(socket, "\"store\":false,\"input\":\"one\""));
        await RefusedAsync(socket, $"\"previous_response_id\":\"{first}\",\"input\":\"x\"", "model_not_found", model: "nobody-has-it");
        await RefusedAsync(socket, $"\"previous_response_id\":\"{first}\",\"input\":\"x\"", "previous_response_not_found");
    }

    [Theory, MemberData(nameof(Upstreams))]
    public async Task NewConnection_KnowsStoredResponsesOnly(Protocol upstream)
    {
        await using var fleet = await StoredResponseTests.StartAsync(upstream);
        string unstored, stored;
        using (var socket = await ConnectAsync(fleet))
        {
            unstored = IdOf(await AskAsync(socket, "\"store\":false,\"input\":\"one\""));
            stored = IdOf(await AskAsync(socket, "\"input\":\"two\""));
        }

        using var another = await ConnectAsync(fleet);
        await RefusedAsync(another, $"\"previous_response_id\":\"{unstored}\",\"input\":\"x\"", "previous_response_not_found");
        ResponseResource.TextOf(await AskAsync(another, $"\"previous_response_id\":\"{stored}\",\"input\":\"three\""));
    }

    private static string IdOf(JsonElement response) => response.GetProperty("id").GetString()!;

    private static async Task<ClientWebSocket> ConnectAsync(Fleet fleet)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("openai-beta", "responses_websockets=2026-02-06");
        await socket.ConnectAsync(new UriBuilder(fleet.Client.BaseAddress!) { Scheme = "ws", Path = "/v1/responses" }.Uri, ProxyFixture.Token);
        return socket;
    }

    private static async Task<JsonElement> AskAsync(ClientWebSocket socket, string fields)
    {
        await SendAsync(socket, fields, "agent");
        var events = new List<JsonElement>();
        while (events.Count == 0 || ResponseResource.TypeOf(events[^1]) is not ("response.completed" or "response.incomplete" or "response.failed" or "error"))
        {
            events.Add(await ReadAsync(socket));
        }

        Assert.True(ResponseResource.TypeOf(events[^1]) == "response.completed", events[^1].GetRawText());
        return ResponseResource.LastOf(events);
    }

    private static async Task RefusedAsync(ClientWebSocket socket, string fields, string code, string model = "agent")
    {
        await SendAsync(socket, fields, model);
        var message = await ReadAsync(socket);
        Assert.Equal("error", ResponseResource.TypeOf(message));
        Assert.InRange(message.GetProperty("status").GetInt32(), 400, 404);
        Assert.Equal(code, message.GetProperty("error").GetProperty("code").GetString());
    }

    private static Task SendAsync(ClientWebSocket socket, string fields, string model) => socket.SendAsync(
        Encoding.UTF8.GetBytes($"{{\"type\":\"response.create\",\"model\":\"{model}\",{fields}}}"), WebSocketMessageType.Text, endOfMessage: true, ProxyFixture.Token);

    private static async Task<JsonElement> ReadAsync(ClientWebSocket socket)
    {
        var (buffer, whole) = (new byte[16 << 10], new MemoryStream());
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ProxyFixture.Token);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(), limit.Token);
            Assert.Equal(WebSocketMessageType.Text, read.MessageType);
            whole.Write(buffer, 0, read.Count);
            if (read.EndOfMessage)
            {
                return JsonElement.Parse(whole.ToArray());
            }
        }
    }
}
