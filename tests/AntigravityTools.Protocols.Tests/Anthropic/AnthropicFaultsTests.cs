using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Tests.Anthropic;

public sealed class AnthropicFaultsTests
{
    [Theory]
    [InlineData(FaultKind.InvalidRequest, 400, "invalid_request_error")]
    [InlineData(FaultKind.StateMismatch, 400, "invalid_request_error")]
    [InlineData(FaultKind.Authentication, 401, "authentication_error")]
    [InlineData(FaultKind.Permission, 403, "permission_error")]
    [InlineData(FaultKind.NotFound, 404, "not_found_error")]
    [InlineData(FaultKind.MethodNotAllowed, 405, "invalid_request_error")]
    [InlineData(FaultKind.TooLarge, 413, "request_too_large")]
    [InlineData(FaultKind.UnsupportedMediaType, 415, "invalid_request_error")]
    [InlineData(FaultKind.Misdirected, 421, "invalid_request_error")]
    [InlineData(FaultKind.RateLimited, 429, "rate_limit_error")]
    [InlineData(FaultKind.QuotaExhausted, 429, "billing_error")]
    [InlineData(FaultKind.Cancelled, 499, "api_error")]
    [InlineData(FaultKind.Upstream, 500, "api_error")]
    [InlineData(FaultKind.Network, 500, "api_error")]
    [InlineData(FaultKind.Unavailable, 503, "api_error")]
    [InlineData(FaultKind.Timeout, 504, "timeout_error")]
    [InlineData(FaultKind.Overloaded, 529, "overloaded_error")]
    public void EveryKind_HasItsShape(FaultKind kind, int status, string type)
    {
        var fault = Written.Of(kind);

        Assert.Equal(status, Tapping.Registry[Protocol.Anthropic].StatusOf(fault));
        Assert.Equal(
            $$"""{"type":"error","error":{"type":"{{type}}","message":"Näh \"x\""},"request_id":"req_1"}""",
            Written.Fault(Protocol.Anthropic, fault));
    }

    [Theory]
    [InlineData("prompt is too long: 9 > 8", "prompt is too long: 9 > 8")]
    [InlineData("Input is too long.", "Input is too long.")]
    [InlineData("maximum context length is 8", "prompt is too long: maximum context length is 8")]
    public void ContextTooLong_HasTheTextThatClientsCompactOn(string message, string expected) => Assert.Contains(
        $"\"message\":\"{expected}\"",
        Written.Fault(Protocol.Anthropic, Written.Of(FaultKind.ContextTooLong, message)),
        StringComparison.Ordinal);

    [Fact]
    public void StreamFault_IsAnErrorEvent() => Assert.Equal(
        "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"no\"},\"request_id\":\"req_1\"}\n\n",
        Written.StreamFault(Protocol.Anthropic, Written.Of(FaultKind.Overloaded, "no")));

    [Fact]
    public void Heartbeat_IsAPing() =>
        Assert.Equal("event: ping\ndata: {\"type\": \"ping\"}\n\n", Written.Heartbeat(Protocol.Anthropic));
}
