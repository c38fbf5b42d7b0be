using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Tests.OpenAIResponses;

public sealed class OpenAIResponsesFaultsTests
{
    [Fact]
    public void StreamFault_IsErrorThenFailed() => Assert.Equal(
        "event: error\n"
        + "data: {\"type\":\"error\",\"sequence_number\":0,\"code\":\"rate_limit_exceeded\",\"message\":\"no\",\"param\":null,"
        + "\"error\":{\"message\":\"no\",\"type\":\"rate_limit_error\",\"param\":null,\"code\":\"rate_limit_exceeded\"}}\n\n"
        + "event: response.failed\n"
        + "data: {\"type\":\"response.failed\",\"sequence_number\":1,\"response\":{\"id\":\"resp_req_1\",\"object\":\"response\","
        + "\"created_at\":0,\"status\":\"failed\",\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":\"no\"},"
        + "\"incomplete_details\":null,\"output\":[],\"usage\":null}}\n\n",
        Written.StreamFault(Protocol.OpenAIResponses, Written.Of(FaultKind.RateLimited, "no")));
}
