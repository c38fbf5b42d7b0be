using System.Net;
using System.Text;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Simulator.Tests.Hosting;

public sealed class HostTests : SimulatorTest
{
    private const string Message = """{"model":"claude-opus-5-5",  "max_tokens":100,"messages":[{"role":"user","content":"hé"}]}""";

    private protected override SimulatorOptions Options => new() { AcceptedCredentials = new HashSet<string> { "key-a" }, RecordedRequests = 2 };

    [Fact]
    public async Task Record_HoldsTheRequestByteForByte()
    {
        var waiting = Host.WaitForRequestAsync(request => request.Path == "/v1/messages", Cancel);
        Assert.False(waiting.IsCompleted);
        using var sent = Anthropic(Message, "/v1/messages?beta=true");
        using var response = await SendAsync(sent);
        var record = await waiting;
        Assert.Equal("POST", record.Method);
        Assert.Equal("?beta=true", record.Query);
        Assert.Equal("key-a", record.Credential);
        Assert.Equal("2023-06-01", record.Headers["Anthropic-Version"]);
        Assert.Equal(Encoding.UTF8.GetBytes(Message), record.Body.ToArray());
        Assert.Equal(Message, record.BodyText);
        Assert.Same(record, Assert.Single(Host.Requests));
    }

    [Fact]
    public async Task Record_IsBounded()
    {
        for (var count = 0; count < 3; count++)
        {
            using var response = await SendAsync(Anthropic(Message));
        }
        Assert.Equal([2, 3], Host.Requests.Select(request => request.Number));
    }

    [Fact]
    public async Task RateLimitHeaders_CountDown()
    {
        using var first = await SendAsync(Anthropic(Message));
        using var second = await SendAsync(Anthropic(Message));
        Assert.True(int.Parse(Remaining(second), System.Globalization.CultureInfo.InvariantCulture) is 4998 or 4999, Remaining(second));
        Assert.Single(first.Headers.GetValues("request-id"));
        Assert.Empty(first.Content.Headers.ContentEncoding);

        static string Remaining(HttpResponseMessage response) => response.Headers.GetValues("anthropic-ratelimit-requests-remaining").Single();
    }

    [Fact]
    public async Task WrongCredential_IsRefusedInEachShape()
    {
        using var anthropic = await SendAsync(Anthropic(Message, key: "bad"));
        Assert.Equal(HttpStatusCode.Unauthorized, anthropic.StatusCode);
        Assert.Contains("authentication_error", await anthropic.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        using var openAi = await SendAsync(OpenAi("{}", "/v1/chat/completions", "bad"));
        Assert.Contains("invalid_api_key", await openAi.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        using var gemini = await SendAsync(Gemini("{}", "/v1beta/models/gemini-3.8-flash:generateContent", "bad"));
        Assert.Equal(HttpStatusCode.BadRequest, gemini.StatusCode);
        Assert.Contains("API_KEY_INVALID", await gemini.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        using var bearer = await SendAsync(OpenAi("{}", "/v1beta/models/gemini-3.8-flash:generateContent", "bad"));
        Assert.Equal(HttpStatusCode.Unauthorized, bearer.StatusCode);
    }

    [Fact]
    public async Task MissingCredential_IsRefusedInEachShape()
    {
        using var openAi = await Http.PostAsync(new Uri("/v1/responses", UriKind.Relative), Json("{}"), Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, openAi.StatusCode);
        using var gemini = await Http.PostAsync(new Uri("/v1beta/models/gemini-3.8-flash:generateContent", UriKind.Relative), Json("{}"), Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, gemini.StatusCode);
        // OpenAI's key in Anthropic's place is no credential there.
        using var misplaced = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Headers = { { "x-api-key", "key-a" } }, Content = Json("{}") };
        using var wrongPlace = await SendAsync(misplaced);
        Assert.Equal(HttpStatusCode.Unauthorized, wrongPlace.StatusCode);
    }

    [Fact]
    public async Task ModelList_IsShapedByTheHeaders()
    {
        Assert.Equal("list", (await JsonAsync(Models("Authorization", "Bearer key-a"))).GetProperty("object").GetString());
        Assert.Equal("model", (await JsonAsync(Models("x-api-key", "key-a"))).GetProperty("data")[0].GetProperty("type").GetString());
        Assert.Equal("models/gemini-3.8-flash", (await JsonAsync(Models("x-goog-api-key", "key-a"))).GetProperty("models")[0].GetProperty("name").GetString());
        Assert.Equal("gpt-5.4", (await JsonAsync(Models("Authorization", "Bearer key-a", "/v1/models/gpt-5.4"))).GetProperty("id").GetString());
        Assert.Equal(65_536, (await JsonAsync(Models("x-goog-api-key", "key-a", "/v1beta/models/gemini-2.5-pro"))).GetProperty("outputTokenLimit").GetInt32());
    }

    [Theory]
    [InlineData("/openai/v1/chat/completions", """{"model":"gpt-5.4","messages":[{"role":"user","content":"x"}]}""", "chat.completion")]
    [InlineData("/openai/deployments/gpt-5.4/chat/completions?api-version=2026-01-01", """{"messages":[{"role":"user","content":"x"}]}""", "chat.completion")]
    [InlineData("/openai/responses?api-version=2026-01-01", """{"model":"gpt-5.4","input":"x"}""", "\"object\":\"response\"")]
    [InlineData("/v1/projects/p/locations/us/publishers/google/models/gemini-2.5-pro:generateContent", """{"contents":[{"parts":[{"text":"x"}]}]}""", "\"modelVersion\":\"gemini-2.5-pro\"")]
    [InlineData("/v1/projects/p/locations/us/publishers/anthropic/models/claude-opus-5-5:streamRawPredict", """{"anthropic_version":"vertex-2023-10-16","stream":true,"max_tokens":9,"messages":[{"role":"user","content":"x"}]}""", "event: message_stop")]
    public async Task AzureAndVertexAddresses_LeadToTheSameProtocols(string path, string body, string expected)
    {
        Assert.Contains(expected, await TextAsync(OpenAi(body, path)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownAddress_IsNotAnUnknownModel()
    {
        var error = (await JsonAsync(OpenAi("{}", "/v1/nothing"))).GetProperty("error");
        Assert.Equal("Invalid URL (POST /v1/nothing)", error.GetProperty("message").GetString());
        Assert.Equal("null", error.GetProperty("code").GetRawText());
    }

    [Fact]
    public async Task Credits_AreReportedAsOpenRouterDoes()
    {
        Assert.Equal(100.5, (await JsonAsync(Models("Authorization", "Bearer key-a", "/v1/credits"))).GetProperty("data").GetProperty("total_credits").GetDouble());
        Assert.Equal(74.25, (await JsonAsync(Models("Authorization", "Bearer key-a", "/v1/key"))).GetProperty("data").GetProperty("limit_remaining").GetDouble());
    }

    [Fact]
    public async Task TakenPort_IsAnIoFailure()
    {
        var options = new SimulatorOptions { Port = Host.BaseUrl.Port };
        await Assert.ThrowsAsync<IOException>(() => SimulatorHost.StartAsync(options, Cancel));
    }

    [Fact]
    public async Task Dispose_EndsRequestsThatHang()
    {
        var other = await SimulatorHost.StartAsync(new SimulatorOptions(), Cancel);
        other.Script("key-a", new Hang());
        using var client = new HttpClient { BaseAddress = other.BaseUrl };
        using var request = Anthropic(Message);
        var pending = client.SendAsync(request, Cancel);
        await other.WaitForRequestAsync(_ => true, Cancel);
        await other.DisposeAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => pending);
    }

    private static HttpRequestMessage Models(string header, string value, string path = "/v1/models") =>
        new(HttpMethod.Get, path) { Headers = { { header, value } } };
}
