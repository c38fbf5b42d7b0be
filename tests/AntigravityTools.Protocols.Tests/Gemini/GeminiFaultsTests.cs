using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Tests.Gemini;

public sealed class GeminiFaultsTests
{
    [Theory]
    [InlineData(FaultKind.InvalidRequest, 400, "INVALID_ARGUMENT")]
    [InlineData(FaultKind.Permission, 403, "PERMISSION_DENIED")]
    [InlineData(FaultKind.NotFound, 404, "NOT_FOUND")]
    [InlineData(FaultKind.MethodNotAllowed, 405, "INVALID_ARGUMENT")]
    [InlineData(FaultKind.TooLarge, 413, "INVALID_ARGUMENT")]
    [InlineData(FaultKind.RateLimited, 429, "RESOURCE_EXHAUSTED")]
    [InlineData(FaultKind.QuotaExhausted, 429, "RESOURCE_EXHAUSTED")]
    [InlineData(FaultKind.Cancelled, 499, "CANCELLED")]
    [InlineData(FaultKind.Upstream, 500, "INTERNAL")]
    [InlineData(FaultKind.Network, 503, "UNAVAILABLE")]
    [InlineData(FaultKind.Overloaded, 503, "UNAVAILABLE")]
    [InlineData(FaultKind.Unavailable, 503, "UNAVAILABLE")]
    [InlineData(FaultKind.Timeout, 504, "DEADLINE_EXCEEDED")]
    public void EveryKind_HasItsShape(FaultKind kind, int status, string word)
    {
        var fault = Written.Of(kind);

        Assert.Equal(status, Tapping.Registry[Protocol.Gemini].StatusOf(fault));
        Assert.Equal(
            $$$"""{"error":{"code":{{{status}}},"message":"Näh \"x\"","status":"{{{word}}}"}}""",
            Written.Fault(Protocol.Gemini, fault));
    }

    [Fact]
    public void WrongKeyAndMissingKey_DifferAsGooglesDo()
    {
        var wrong = Written.Of(FaultKind.Authentication, "no");

        Assert.Equal(
            """{"error":{"code":400,"message":"no","status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID","domain":"googleapis.com"}]}}""",
            Written.Fault(Protocol.Gemini, wrong));
        Assert.Equal(
            """{"error":{"code":403,"message":"no","status":"PERMISSION_DENIED"}}""",
            Written.Fault(Protocol.Gemini, wrong with { Code = FaultCodes.MissingKey }));
    }

    [Fact]
    public void RetryAfter_BecomesRetryInfo() => Assert.Equal(
        """{"error":{"code":429,"message":"no","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34.4s"}]}}""",
        Written.Fault(Protocol.Gemini, Written.Of(FaultKind.RateLimited, "no") with { RetryAfter = TimeSpan.FromSeconds(34.4) }));

    [Theory]
    [InlineData(StreamForm.Sse, "data: ", "\r\n\r\n", ": keep-alive\n\n")]
    [InlineData(StreamForm.JsonArray, ",\n", "]", "\n")]
    [InlineData(StreamForm.JsonArrayStart, "[", "]", "\n")]
    public void StreamFaultAndHeartbeat_FitTheForm(StreamForm form, string before, string after, string heartbeat)
    {
        Assert.Equal(
            before + """{"error":{"code":504,"message":"no","status":"DEADLINE_EXCEEDED"}}""" + after,
            Written.StreamFault(Protocol.Gemini, Written.Of(FaultKind.Timeout, "no"), form));
        Assert.Equal(heartbeat, Written.Heartbeat(Protocol.Gemini, form));
    }
}
