using AntigravityTools.Protocols.Model;
using AntigravityTools.Simulator;
using AntigravityTools.Simulator.Scripting;
using AntigravityTools.Testing.Gateway;
using Answer = AntigravityTools.Simulator.Scripting.Answer;
using Fault = AntigravityTools.Simulator.Scripting.Fault;
using FaultKind = AntigravityTools.Simulator.Scripting.FaultKind;

namespace AntigravityTools.Clients.Tests.Wire;

public sealed class HealingTests(GatewayFixture gateway)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static MatrixTheoryData<Protocol, bool> Calls { get; } = new(Enum.GetValues<Protocol>(), [false, true]);

    [Theory]
    [MemberData(nameof(Calls))]
    public Task RateLimit_IsNeverSeenByTheClient(Protocol protocol, bool stream) =>
        HealsAsync(new WireCall(protocol, stream), new Fault(FaultKind.RateLimited) { RetryAfter = TimeSpan.FromSeconds(30) });

    [Theory]
    [MemberData(nameof(Calls))]
    public Task DeadConnection_IsNeverSeenByTheClient(Protocol protocol, bool stream) =>
        HealsAsync(new WireCall(protocol, stream), new ResetConnection());

    [Theory]
    [MemberData(nameof(Calls))]
    public Task OverloadInsideTheAnswer_IsNeverSeenByTheClient(Protocol protocol, bool stream) =>
        HealsAsync(new WireCall(protocol, stream), new StreamFault(FaultKind.Overloaded));

    /// <summary>The account that is asked first fails; what the client sees must be the second one's answer and nothing else.</summary>
    private async Task HealsAsync(WireCall call, Behaviour failure)
    {
        await using var simulator = await SimulatorHost.StartAsync(new SimulatorOptions { AcceptAnyModel = true }, Cancel);
        await using var accounts = await gateway.AddAccountsAsync(call.Provider, call.BaseUrl(simulator), count: 2, renamed: false, Cancel);
        simulator.Script(
            SimulatorHost.AnyCredential,
            failure with { Path = call.Verb },
            new NormalReply { Path = call.Verb, Answer = new Answer { Text = "the answer of the second" } });

        using var answer = await call.SendAsync(gateway, accounts.Model);
        var text = await answer.Content.ReadAsStringAsync(Cancel);

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal("2", answer.Headers.GetValues("x-antigravity-attempts").Single());
        Assert.DoesNotContain("\"error\":{", text.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        var asked = simulator.Requests.Where(request => request.Path.EndsWith(call.Verb, StringComparison.Ordinal)).ToList();
        Assert.Equal(2, asked.Select(static request => request.Credential).Distinct().Count());
        await IsExactlyOneAnswerAsync(call, simulator, accounts.Model, text);
    }

    /// <summary>The same answer fetched from the vendor directly has as many events and the same text.</summary>
    private static async Task IsExactlyOneAnswerAsync(WireCall call, SimulatorHost simulator, string model, string text)
    {
        simulator.Always(SimulatorHost.AnyCredential, new NormalReply { Answer = new Answer { Text = "the answer of the second" } });
        var direct = await DirectCall.SendAsync(call, simulator, model, Cancel);
        Assert.Equal(DirectCall.Shape(direct), DirectCall.Shape(text));
    }
}
