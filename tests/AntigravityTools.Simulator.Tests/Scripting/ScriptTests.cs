using System.Net;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Simulator.Tests.Scripting;

public sealed class ScriptTests : SimulatorTest
{
    private const string Message = """{"model":"claude-opus-5-5","max_tokens":100,"messages":[{"role":"user","content":"hi"}]}""";

    [Fact]
    public async Task Steps_AreUsedUpOnePerRequestAndOnlyByTheirCredential()
    {
        Host.Script("key-a", new Fault(FaultKind.Overloaded), new Fault(FaultKind.RateLimited));
        Assert.Equal(200, await StatusAsync("key-b"));
        Assert.Equal(529, await StatusAsync("key-a"));
        Assert.Equal(429, await StatusAsync("key-a"));
        Assert.Equal(200, await StatusAsync("key-a"));
    }

    [Fact]
    public async Task StandingBehaviour_StartsAfterTheStepsAndEndsWithClear()
    {
        Host.Always("key-a", new Fault(FaultKind.InvalidCredential));
        Host.Script("key-a", new NormalReply());
        Assert.Equal(200, await StatusAsync("key-a"));
        Assert.Equal(401, await StatusAsync("key-a"));
        Assert.Equal(401, await StatusAsync("key-a"));
        Host.Clear();
        Assert.Empty(Host.Requests);
        Assert.Equal(200, await StatusAsync("key-a"));
    }

    [Fact]
    public async Task AnyCredential_CoversThoseWithoutAScript()
    {
        Host.Always(SimulatorHost.AnyCredential, new Fault(FaultKind.Overloaded));
        Host.Script("key-a", new NormalReply());
        Assert.Equal(200, await StatusAsync("key-a"));
        Assert.Equal(529, await StatusAsync("key-b"));
    }

    [Fact]
    public async Task StepForAPath_WaitsForThatPath()
    {
        Host.Script("key-a", new Fault(FaultKind.Overloaded) { Path = "/v1/messages" });
        using var models = new HttpRequestMessage(HttpMethod.Get, "/v1/models") { Headers = { { "x-api-key", "key-a" } } };
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(models)).StatusCode);
        Assert.Equal(529, await StatusAsync("key-a"));
    }

    private async Task<int> StatusAsync(string key)
    {
        using var response = await SendAsync(Anthropic(Message, key: key));
        return (int)response.StatusCode;
    }
}
