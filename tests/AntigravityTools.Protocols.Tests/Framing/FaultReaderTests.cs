using System.Text;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using CsCheck;

namespace AntigravityTools.Protocols.Tests.Framing;

public sealed class FaultReaderTests
{
    private const string PerDay = """{"error":{"code":429,"message":"You exceeded your current quota, please check your plan","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaMetric":"m","quotaId":"GenerateRequestsPerDayPerProjectPerModel-FreeTier"}]},{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34.4s"}]}}""";

    [Theory]
    [InlineData(400, """{"error":{"message":"This model's maximum context length is 8 tokens","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}}""", FaultKind.ContextTooLong)]
    [InlineData(400, """{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 210000 tokens > 200000 maximum"}}""", FaultKind.ContextTooLong)]
    [InlineData(400, """{"error":{"code":400,"message":"The input token count (9) exceeds the maximum number of tokens allowed (8).","status":"INVALID_ARGUMENT"}}""", FaultKind.ContextTooLong)]
    [InlineData(429, """{"error":{"message":"You exceeded your current quota","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}""", FaultKind.QuotaExhausted)]
    [InlineData(429, """{"error":{"message":"Rate limit reached","type":"tokens","param":null,"code":"rate_limit_exceeded"}}""", FaultKind.RateLimited)]
    [InlineData(429, PerDay, FaultKind.QuotaExhausted)]
    [InlineData(429, """{"error":{"code":429,"status":"RESOURCE_EXHAUSTED","details":[{"violations":[{"quotaId":"GenerateContentPerMinutePerProject"}]}]}}""", FaultKind.RateLimited)]
    [InlineData(503, """{"error":{"code":503,"message":"No capacity","status":"UNAVAILABLE","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"MODEL_CAPACITY_EXHAUSTED"}]}}""", FaultKind.Overloaded)]
    [InlineData(429, """{"error":{"code":429,"status":"RESOURCE_EXHAUSTED","details":[{"reason":"MODEL_CAPACITY_EXHAUSTED"}]}}""", FaultKind.Overloaded)]
    [InlineData(400, """{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT","details":[{"reason":"API_KEY_INVALID"}]}}""", FaultKind.Authentication)]
    [InlineData(529, """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""", FaultKind.Overloaded)]
    [InlineData(400, """{"type":"error","error":{"type":"invalid_request_error","message":"messages.1.content.0: Invalid `signature` in `thinking` block"}}""", FaultKind.StateMismatch)]
    [InlineData(400, """{"error":{"message":"The encrypted content gAAA could not be verified.","type":"invalid_request_error","code":"invalid_encrypted_content"}}""", FaultKind.StateMismatch)]
    [InlineData(400, """{"error":{"message":"Item 'rs_1' of type 'reasoning' was provided without its required following item.","type":"invalid_request_error"}}""", FaultKind.StateMismatch)]
    [InlineData(400, """{"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low"}}""", FaultKind.QuotaExhausted)]
    [InlineData(404, """{"type":"error","error":{"type":"not_found_error","message":"model: claude-9"}}""", FaultKind.NotFound)]
    [InlineData(400, """{"error":{"message":"bad","type":"invalid_request_error","param":"n","code":null}}""", FaultKind.InvalidRequest)]
    [InlineData(401, "", FaultKind.Authentication)]
    [InlineData(402, "", FaultKind.QuotaExhausted)]
    [InlineData(403, "denied", FaultKind.Permission)]
    [InlineData(408, "", FaultKind.Timeout)]
    [InlineData(413, "", FaultKind.TooLarge)]
    [InlineData(500, "oops", FaultKind.Upstream)]
    [InlineData(302, "", FaultKind.Upstream)]
    [InlineData(0, """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""", FaultKind.Overloaded)]
    [InlineData(0, """{"error":{"code":503,"message":"later","status":"UNAVAILABLE"}}""", FaultKind.Overloaded)]
    [InlineData(0, """{"type":"response.failed","response":{"id":"r","status":"failed","error":{"code":"rate_limit_exceeded","message":"Please try again in 11.054s."}}}""", FaultKind.RateLimited)]
    [InlineData(0, """{"error":"plain"}""", FaultKind.Upstream)]
    public void Answer_IsClassified(int status, string body, FaultKind expected) =>
        Assert.Equal(expected, Read(status, body).Kind);

    [Fact]
    public void Details_AreKept()
    {
        var fault = Read(429, PerDay);

        Assert.Equal(TimeSpan.FromSeconds(34.4), fault.RetryAfter);
        Assert.Equal("RESOURCE_EXHAUSTED", fault.Type);
        Assert.Contains("PerDay", fault.Limit, StringComparison.Ordinal);
        Assert.Equal(429, fault.UpstreamStatus);
    }

    [Theory]
    [InlineData("[{\"error\":{\"code\":404,\"message\":\"gone\",\"status\":\"NOT_FOUND\"}}]")]
    [InlineData("data: {\"error\":{\"code\":404,\"message\":\"gone\",\"status\":\"NOT_FOUND\"}}\r\n\r\n")]
    [InlineData("{\"error\":\"gone\"}")]
    [InlineData("{\"detail\":\"gone\"}")]
    [InlineData("gone")]
    [InlineData("\"gone\"")]
    public void EveryShape_GivesItsMessage(string body) => Assert.Equal("gone", Read(404, body).Message);

    [Theory]
    [InlineData("""{"error":{"message":"The model `m` does not exist or you do not have access to it.","type":"invalid_request_error","param":null,"code":"model_not_found"}}""", true)]
    [InlineData("""{"object":"error","message":"The model `m` does not exist.","type":"NotFoundError","param":null,"code":404}""", true)]
    [InlineData("""{"error":{"message":"model m1 not found","type":"not_found_error","param":null,"code":"not_found_error"}}""", true)]
    [InlineData("""{"detail":"Not Found"}""", true)]
    [InlineData("""{"error":{"message":"Previous response with id 'resp_1' not found.","type":"invalid_request_error","param":"previous_response_id","code":"previous_response_not_found"}}""", false)]
    [InlineData("""{"error":{"message":"No such File object: file-1","type":"invalid_request_error","param":"id","code":"not_found"}}""", false)]
    public void NotFound_IsTheModels_UnlessItNamesAnObject(string body, bool model) => Assert.Equal(model, Read(404, body).Code == FaultCodes.ModelNotFound);

    [Fact]
    public void Html_IsNeverRelayed() =>
        Assert.Equal("The provider answered an HTML page (status 502).", Read(502, "<html><b>secret</b></html>").Message);

    [Fact]
    public void EmptyBody_SaysSo() => Assert.Equal("The provider answered with an error and no message (status 500).", Read(500, " ").Message);

    [Fact]
    public void LongMessage_IsCut() => Assert.Equal(2000, Read(400, new string('x', 5000)).Message.Length);

    [Theory]
    [InlineData("{\"error\":{\"message\":\"no\",\"type\":\"server_error\"}}")]
    [InlineData("[{\"error\":{\"code\":500}}]")]
    [InlineData("{\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"no\"}}")]
    [InlineData("data: {\"error\":{\"message\":\"no\"}}\n\n")]
    [InlineData("<!DOCTYPE html><html></html>")]
    [InlineData("")]
    public void FaultInA200Body_IsFound(string body) => Assert.NotNull(FaultReader.ReadHidden(Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData("{\"id\":\"r\",\"error\":null,\"output\":[]}")]
    [InlineData("{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"args\":{\"error\":{\"a\":1}}}}]}}]}")]
    [InlineData("{\"choices\":[{\"message\":{\"content\":\"{\\\"error\\\":{}}\"}}]}")]
    [InlineData("RIFF....")]
    [InlineData("data: {\"choices\":[]}\n\n")]
    public void RealAnswer_HasNoHiddenFault(string body) => Assert.Null(FaultReader.ReadHidden(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void RandomBytes_NeverThrow()
    {
        Gen.Byte.Array[0, 60].Sample(static bytes => FaultReader.Read(500, bytes).Message.Length > 0);
        Gen.OneOf("{", "}", "[", "]", "\"error\"", ":", ",", "\"message\"", "\"\\ud800\"", "\"details\"", "1", "data: ", "\n\n", "<")
            .Array[0, 14].Sample(static parts => FaultReader.Read(0, Encoding.UTF8.GetBytes(string.Concat(parts))) is not null);
    }

    private static Fault Read(int status, string body) => FaultReader.Read(status, Encoding.UTF8.GetBytes(body));
}
