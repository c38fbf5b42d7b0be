using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Server.Tests.Gateway;
using AntigravityTools.Server.Tests.Proxy;

namespace AntigravityTools.Server.Tests.State;

/// <summary>What hangs below <c>/v1/responses</c>, with an account that has nothing of it: the gateway's own store and its clear words.</summary>
public sealed class StoredResponseTests
{
    private const string First = """{"model":"agent","input":"remember the plum"}""";

    [Theory]
    [InlineData(Protocol.OpenAIChat)]
    [InlineData(Protocol.Anthropic)]
    [InlineData(Protocol.Gemini)]
    public async Task Response_IsKeptContinuedListedAndDeleted(Protocol upstream)
    {
        await using var fleet = await StartAsync(upstream);
        var first = await PostAsync(fleet, "/v1/responses", First);
        var id = first.GetProperty("id").GetString()!;
        Assert.True(first.GetProperty("completed_at").GetInt64() >= first.GetProperty("created_at").GetInt64());

        Assert.Equal(first.GetRawText(), (await SendAsync(fleet, HttpMethod.Get, $"/v1/responses/{id}")).Body.GetRawText());
        var second = await PostAsync(fleet, "/v1/responses", $$"""{"model":"agent","previous_response_id":"{{id}}","input":"and the pear"}""");
        Assert.Equal(id, second.GetProperty("previous_response_id").GetString());
        Assert.Contains("remember the plum", fleet.Simulator.Requests[^1].BodyText, StringComparison.Ordinal);
        Assert.Contains("and the pear", fleet.Simulator.Requests[^1].BodyText, StringComparison.Ordinal);

        var items = (await SendAsync(fleet, HttpMethod.Get, $"/v1/responses/{second.GetProperty("id").GetString()}/input_items?order=asc&limit=2")).Body;
        Assert.True(items.GetProperty("has_more").GetBoolean());
        Assert.Equal(2, items.GetProperty("data").GetArrayLength());
        Assert.Equal(("user", "message"), (items.GetProperty("data")[0].GetProperty("role").GetString(), items.GetProperty("data")[0].GetProperty("type").GetString()));
        Assert.Equal("remember the plum", items.GetProperty("data")[0].GetProperty("content")[0].GetProperty("text").GetString());
        Assert.Equal(items.GetProperty("last_id").GetString(), items.GetProperty("data")[1].GetProperty("id").GetString());

        Assert.True((await SendAsync(fleet, HttpMethod.Delete, $"/v1/responses/{id}")).Body.GetProperty("deleted").GetBoolean());
        Assert.Equal(404, (await SendAsync(fleet, HttpMethod.Get, $"/v1/responses/{id}")).Status);
        Assert.Equal(404, (await SendAsync(fleet, HttpMethod.Get, $"/v1/responses/{id}/input_items")).Status);
    }

    [Fact]
    public async Task KeptResponse_IsStreamedAgainFromWhereTheClientWas()
    {
        await using var fleet = await StartAsync(Protocol.Anthropic);
        var (status, stream, _, _) = await fleet.AskAsync(Protocol.OpenAIResponses, stream: true, """{"model":"agent","stream":true,"input":"remember the plum"}""");
        Assert.Equal(200, status);
        var last = stream[stream.LastIndexOf("event: ", StringComparison.Ordinal)..];
        var number = int.Parse(Between(last, "\"sequence_number\":", ","), System.Globalization.CultureInfo.InvariantCulture);
        var path = $"/v1/responses/{Between(last, "\"response\":{\"id\":\"", "\"")}?stream=true";

        using var again = await fleet.Client.GetAsync(path, ProxyFixture.Token);
        var whole = await again.Content.ReadAsStringAsync(ProxyFixture.Token);
        Assert.Equal("text/event-stream", again.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("event: response.created\n", whole, StringComparison.Ordinal);
        Assert.EndsWith(last, whole, StringComparison.Ordinal);
        Assert.Equal(last, await fleet.Client.GetStringAsync($"{path}&starting_after={number - 1}", ProxyFixture.Token));
    }

    private static string Between(string text, string start, string end)
    {
        var rest = text[(text.IndexOf(start, StringComparison.Ordinal) + start.Length)..];
        return rest[..rest.IndexOf(end, StringComparison.Ordinal)];
    }

    [Fact]
    public async Task ResponseThatIsNotToBeStored_IsNowhere()
    {
        await using var fleet = await StartAsync(Protocol.Anthropic);
        var id = (await PostAsync(fleet, "/v1/responses", """{"model":"agent","store":false,"input":"hi"}""")).GetProperty("id").GetString();

        Assert.Equal(404, (await SendAsync(fleet, HttpMethod.Get, $"/v1/responses/{id}")).Status);
        var (status, body) = await SendAsync(fleet, HttpMethod.Post, "/v1/responses", $$"""{"model":"agent","previous_response_id":"{{id}}","input":"more"}""");
        Assert.Equal((400, "previous_response_not_found"), (status, body.GetProperty("error").GetProperty("code").GetString()));
    }

    [Fact]
    public async Task ReferenceToAnItem_IsLookedUp()
    {
        await using var fleet = await StartAsync(Protocol.Anthropic);
        var first = await PostAsync(fleet, "/v1/responses", First);
        var item = first.GetProperty("output")[0];

        await PostAsync(fleet, "/v1/responses", $$"""
            {"model":"agent","input":[{"role":"user","content":"what did you say?"},{"type":"item_reference","id":"{{item.GetProperty("id").GetString()}}"},{"role":"user","content":"go on"}]}
            """);

        using var sent = JsonDocument.Parse(fleet.Simulator.Requests[^1].BodyText);
        var answer = sent.RootElement.GetProperty("messages")[1];
        Assert.Equal("assistant", answer.GetProperty("role").GetString());
        Assert.Equal(item.GetProperty("content")[0].GetProperty("text").GetString(), answer.GetProperty("content")[0].GetProperty("text").GetString());
    }

    [Theory]
    [InlineData(Protocol.OpenAIChat)]
    [InlineData(Protocol.Anthropic)]
    [InlineData(Protocol.Gemini)]
    public async Task Compaction_IsRefusedByName_AndTokensAreEstimated(Protocol upstream)
    {
        await using var fleet = await StartAsync(upstream);

        var (status, body) = await SendAsync(fleet, HttpMethod.Post, "/v1/responses/compact", First);
        Assert.Equal((400, "unsupported"), (status, body.GetProperty("error").GetProperty("code").GetString()));
        Assert.Contains("/v1/responses/compact", body.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);

        var counted = await PostAsync(fleet, "/v1/responses/input_tokens", First);
        Assert.Equal("response.input_tokens", counted.GetProperty("object").GetString());
        Assert.InRange(counted.GetProperty("input_tokens").GetInt32(), 3, 20);
    }

    [Theory]
    [InlineData("""{"model":"agent","conversation":"conv_1","input":"hi"}""")]
    [InlineData("""{"model":"agent","previous_response_id":"resp_1","input":"hi"}""")]
    public async Task ObjectOfAnotherProvider_FailsByName(string request)
    {
        await using var fleet = await StartAsync(Protocol.Gemini);
        var (status, body) = await SendAsync(fleet, HttpMethod.Post, "/v1/responses", request);
        Assert.Equal(400, status);
        Assert.Matches("conv_1|resp_1", body.GetProperty("error").GetProperty("message").GetString());
        Assert.Empty(fleet.Simulator.Requests);
    }

    internal static async Task<Fleet> StartAsync(Protocol upstream)
    {
        var fleet = await Fleet.StartAsync(TimeProvider.System);
        fleet.Pool.SetAccounts([MovingAgent.AccountFor(fleet, "a", upstream)]);
        return fleet;
    }

    internal static async Task<JsonElement> PostAsync(Fleet fleet, string path, string body)
    {
        var (status, answer) = await SendAsync(fleet, HttpMethod.Post, path, body);
        Assert.True(status == 200, answer.GetRawText());
        return answer;
    }

    internal static async Task<(int Status, JsonElement Body)> SendAsync(Fleet fleet, HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        using var answer = await fleet.Client.SendAsync(request, ProxyFixture.Token);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(ProxyFixture.Token));
        return ((int)answer.StatusCode, json.RootElement.Clone());
    }
}
