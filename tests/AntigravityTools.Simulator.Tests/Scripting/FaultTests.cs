using System.Globalization;
using System.Net;
using System.Text.Json;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Simulator.Tests.Scripting;

public sealed class FaultTests : SimulatorTest
{
    private const string Message = """{"model":"claude-opus-5-5","max_tokens":100,"stream":true,"messages":[{"role":"user","content":"hi"}]}""";
    private const string Chat = """{"model":"gpt-5.4","stream":true,"messages":[{"role":"user","content":"hi"}]}""";
    private const string Response = """{"model":"gpt-5.4","stream":true,"input":"hi"}""";
    private const string Contents = """{"contents":[{"parts":[{"text":"hi"}]}]}""";
    private const string GeminiPath = "/v1beta/models/gemini-3.8-flash:streamGenerateContent?alt=sse";

    [Theory]
    [InlineData(FaultKind.InvalidCredential, 401, "invalid_api_key", 401, "authentication_error", 400, "API_KEY_INVALID")]
    [InlineData(FaultKind.Forbidden, 403, "model_not_found", 403, "permission_error", 403, "PERMISSION_DENIED")]
    [InlineData(FaultKind.ValidationRequired, 403, "must be verified", 403, "permission_error", 403, "VALIDATION_REQUIRED")]
    [InlineData(FaultKind.ModelNotFound, 404, "model_not_found", 404, "not_found_error", 404, "NOT_FOUND")]
    [InlineData(FaultKind.RateLimited, 429, "rate_limit_exceeded", 429, "rate_limit_error", 429, "PerMinute")]
    [InlineData(FaultKind.QuotaExhausted, 429, "insufficient_quota", 400, "credit balance is too low", 429, "PerDay")]
    [InlineData(FaultKind.PaymentRequired, 402, "Insufficient Balance", 402, "billing_error", 429, "prepayment credits")]
    [InlineData(FaultKind.ContextTooLong, 400, "context_length_exceeded", 400, "prompt is too long", 400, "exceeds the maximum number of tokens")]
    [InlineData(FaultKind.BadRequest, 400, "invalid_value", 400, "invalid_request_error", 400, "INVALID_ARGUMENT")]
    [InlineData(FaultKind.StateMismatch, 400, "invalid_encrypted_content", 400, "Invalid `signature`", 400, "Thought signature")]
    [InlineData(FaultKind.PayloadTooLarge, 413, "request_too_large", 413, "request_too_large", 400, "payload size")]
    [InlineData(FaultKind.InternalError, 500, "server_error", 500, "api_error", 500, "INTERNAL")]
    [InlineData(FaultKind.Unavailable, 503, "service_unavailable", 503, "api_error", 503, "UNAVAILABLE")]
    [InlineData(FaultKind.Overloaded, 503, "server_is_overloaded", 529, "overloaded_error", 503, "overloaded")]
    [InlineData(FaultKind.BadGatewayHtml, 502, "<html>", 502, "<html>", 502, "<html>")]
    public async Task ScriptedFault_HasEachProvidersOwnShape(
        FaultKind kind, int openAi, string openAiText, int anthropic, string anthropicText, int gemini, string geminiText)
    {
        Host.Script("key-a", new Fault(kind), new Fault(kind), new Fault(kind));
        foreach (var (request, status, text) in new (HttpRequestMessage, int, string)[]
            { (OpenAi(Chat, "/v1/chat/completions"), openAi, openAiText), (Anthropic(Message), anthropic, anthropicText), (Gemini(Contents, GeminiPath), gemini, geminiText) })
        {
            await AssertFaultAsync(request, status, text);
        }
    }

    [Fact]
    public async Task RateLimit_SaysWhenToComeBackInEveryPlace()
    {
        Host.Always("key-a", new Fault(FaultKind.RateLimited) { RetryAfter = TimeSpan.FromSeconds(20) });
        using var openAi = await SendAsync(OpenAi(Chat, "/v1/chat/completions"));
        Assert.Equal("20", openAi.Headers.GetValues("retry-after").Single());
        Assert.Equal("20s", openAi.Headers.GetValues("x-ratelimit-reset-requests").Single());
        Assert.Contains("try again in 20s", await openAi.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        using var anthropic = await SendAsync(Anthropic(Message));
        Assert.Equal("20", anthropic.Headers.GetValues("retry-after").Single());
        Assert.True(DateTimeOffset.TryParse(anthropic.Headers.GetValues("anthropic-ratelimit-requests-reset").Single(), CultureInfo.InvariantCulture, out _));
        Assert.Contains("\"retryDelay\":\"20s\"", await TextAsync(Gemini(Contents, GeminiPath)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OverloadBeforeContent_ComesInsideTheStreamInEachProtocolsForm()
    {
        Host.Always("key-a", new StreamFault(FaultKind.Overloaded));
        var anthropic = await EventsAsync(Anthropic(Message));
        Assert.Equal(["message_start", "content_block_start", "ping", "error"], anthropic.Select(frame => frame.Event));
        Assert.Equal("overloaded_error", anthropic[^1].Data.GetProperty("error").GetProperty("type").GetString());

        var chat = await EventsAsync(OpenAi(Chat, "/v1/chat/completions"));
        Assert.Equal(2, chat.Count);
        Assert.Equal("server_is_overloaded", chat[1].Data.GetProperty("error").GetProperty("code").GetString());

        var responses = await EventsAsync(OpenAi(Response, "/v1/responses"));
        Assert.Equal(
            ["response.created", "response.in_progress", "response.output_item.added", "response.content_part.added", "error", "response.failed"],
            responses.Select(frame => frame.Event));
        Assert.Equal(Enumerable.Range(0, 6), responses.Select(frame => frame.Data.GetProperty("sequence_number").GetInt32()));

        var gemini = Assert.Single(await EventsAsync(Gemini(Contents, GeminiPath)));
        Assert.Equal("UNAVAILABLE", gemini.Data.GetProperty("error").GetProperty("status").GetString());
    }

    [Fact]
    public async Task ErrorMidStream_ComesAfterTheGivenContent()
    {
        Host.Script("key-a", new StreamFault(FaultKind.InternalError, 2), new StreamFault(FaultKind.InternalError, 1));
        var events = await EventsAsync(Anthropic(Message));
        Assert.Equal(2, events.Count(frame => frame.Event == "content_block_delta"));
        Assert.Equal("error", events[^1].Event);

        using var array = JsonDocument.Parse(await TextAsync(Gemini(Contents, "/v1beta/models/gemini-3.8-flash:streamGenerateContent")));
        Assert.Equal(2, array.RootElement.GetArrayLength());
        Assert.Equal(500, array.RootElement[1].GetProperty("error").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task StreamFaultOnAPlainRequest_IsAnHttpError()
    {
        Host.Script("key-a", new StreamFault(FaultKind.Overloaded));
        using var response = await SendAsync(Anthropic(Message.Replace("true", "false", StringComparison.Ordinal)));
        Assert.Equal(529, (int)response.StatusCode);
    }

    [Fact]
    public async Task RawFault_IsSentAsWritten()
    {
        Host.Script("key-a", new RawFault(418, "teapot", "text/plain") { Headers = new Dictionary<string, string> { ["x-odd"] = "1" } });
        using var response = await SendAsync(Anthropic(Message));
        Assert.Equal(418, (int)response.StatusCode);
        Assert.Equal("1", response.Headers.GetValues("x-odd").Single());
        Assert.Equal("teapot", await response.Content.ReadAsStringAsync(Cancel));
    }

    private async Task AssertFaultAsync(HttpRequestMessage request, int status, string text)
    {
        using var response = await SendAsync(request);
        Assert.Equal((HttpStatusCode)status, response.StatusCode);
        Assert.Contains(text, await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }
}
