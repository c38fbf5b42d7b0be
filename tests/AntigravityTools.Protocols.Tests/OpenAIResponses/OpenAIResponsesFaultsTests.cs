using System.Text.Json;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Tests.OpenAIResponses;

public sealed class OpenAIResponsesFaultsTests
{
    [Fact]
    public void StreamFault_IsErrorThenFailedWithEveryKey()
    {
        var stream = Written.StreamFault(Protocol.OpenAIResponses, Written.Of(FaultKind.RateLimited, "no"));

        Assert.StartsWith(
            "event: error\n"
            + "data: {\"type\":\"error\",\"sequence_number\":0,\"code\":\"rate_limit_exceeded\",\"message\":\"no\",\"param\":null,"
            + "\"error\":{\"message\":\"no\",\"type\":\"rate_limit_error\",\"param\":null,\"code\":\"rate_limit_exceeded\"}}\n\n"
            + "event: response.failed\ndata: {\"type\":\"response.failed\",\"sequence_number\":1,\"response\":{\"id\":\"resp_1\",",
            stream, StringComparison.Ordinal);
        using var failed = JsonDocument.Parse(stream[(stream.LastIndexOf("data: ", StringComparison.Ordinal) + 6)..]);
        var response = failed.RootElement.GetProperty("response");
        ResponsesStreamChecker.CheckResponse(response);
        Assert.Equal(("failed", "rate_limit_exceeded"), (response.GetProperty("status").GetString(), response.GetProperty("error").GetProperty("code").GetString()));
    }
}
