using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Tests.OpenAIChat;

public sealed class OpenAIChatFaultsTests
{
    [Theory]
    [InlineData(FaultKind.InvalidRequest, 400, "invalid_request_error", "null")]
    [InlineData(FaultKind.ContextTooLong, 400, "invalid_request_error", "\"context_length_exceeded\"")]
    [InlineData(FaultKind.Authentication, 401, "invalid_request_error", "\"invalid_api_key\"")]
    [InlineData(FaultKind.Permission, 403, "invalid_request_error", "\"permission_denied\"")]
    [InlineData(FaultKind.NotFound, 404, "invalid_request_error", "null")]
    [InlineData(FaultKind.MethodNotAllowed, 405, "invalid_request_error", "\"method_not_allowed\"")]
    [InlineData(FaultKind.TooLarge, 413, "invalid_request_error", "\"request_too_large\"")]
    [InlineData(FaultKind.UnsupportedMediaType, 415, "invalid_request_error", "\"unsupported_media_type\"")]
    [InlineData(FaultKind.Misdirected, 421, "invalid_request_error", "\"misdirected_request\"")]
    [InlineData(FaultKind.RateLimited, 429, "rate_limit_error", "\"rate_limit_exceeded\"")]
    [InlineData(FaultKind.QuotaExhausted, 429, "insufficient_quota", "\"insufficient_quota\"")]
    [InlineData(FaultKind.Cancelled, 499, "server_error", "\"cancelled\"")]
    [InlineData(FaultKind.Upstream, 502, "server_error", "\"upstream_error\"")]
    [InlineData(FaultKind.Network, 502, "server_error", "\"upstream_unreachable\"")]
    [InlineData(FaultKind.Overloaded, 503, "server_error", "\"overloaded\"")]
    [InlineData(FaultKind.Unavailable, 503, "server_error", "\"unavailable\"")]
    [InlineData(FaultKind.Timeout, 504, "server_error", "\"timeout\"")]
    [InlineData(FaultKind.Unsupported, 400, "invalid_request_error", "\"unsupported\"")]
    public void EveryKind_HasItsShape(FaultKind kind, int status, string type, string code)
    {
        var fault = Written.Of(kind);

        Assert.Equal(status, Tapping.Registry[Protocol.OpenAIChat].StatusOf(fault));
        Assert.Equal(
            $$$"""{"error":{"message":"Näh \"x\"","type":"{{{type}}}","param":null,"code":{{{code}}}}}""",
            Written.Fault(Protocol.OpenAIChat, fault));
        Assert.Equal(Written.Fault(Protocol.OpenAIChat, fault), Written.Fault(Protocol.OpenAIResponses, fault));
    }

    [Fact]
    public void RequestFault_KeepsParamAndCode() => Assert.Equal(
        """{"error":{"message":"no","type":"invalid_request_error","param":"n","code":"unsupported_value"}}""",
        Written.Fault(Protocol.OpenAIChat, Written.Of(FaultKind.InvalidRequest, "no") with { Param = "n", Code = "unsupported_value" }));

    [Fact]
    public void StreamFault_IsTheLastFrameWithoutDone() => Assert.Equal(
        "data: {\"error\":{\"message\":\"no\",\"type\":\"server_error\",\"param\":null,\"code\":\"timeout\"}}\n\n",
        Written.StreamFault(Protocol.OpenAIChat, Written.Of(FaultKind.Timeout, "no")));

    [Fact]
    public void Heartbeat_IsAComment() => Assert.Equal(": keep-alive\n\n", Written.Heartbeat(Protocol.OpenAIChat));
}
