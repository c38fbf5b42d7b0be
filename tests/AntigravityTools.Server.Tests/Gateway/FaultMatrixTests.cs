using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Server.Tests.Proxy;
using AntigravityTools.Simulator.Scripting;
using Answer = AntigravityTools.Simulator.Scripting.Answer;
using FaultKind = AntigravityTools.Simulator.Scripting.FaultKind;
using Microsoft.Extensions.Time.Testing;

namespace AntigravityTools.Server.Tests.Gateway;

/// <summary>Every verdict × the inbound protocols × stream or not, over real sockets.</summary>
public sealed class FaultMatrixTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));
    private Fleet _fleet = null!;

    public static TheoryData<string, Protocol, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, Protocol, bool>();
            foreach (var (name, fault) in FaultCase.All)
            {
                foreach (var protocol in Enum.GetValues<Protocol>())
                {
                    cases.Add(name, protocol, true);
                    if (!fault.StreamOnly)
                    {
                        cases.Add(name, protocol, false);
                    }
                }
            }

            return cases;
        }
    }

    public async ValueTask InitializeAsync() => _fleet = await Fleet.StartAsync(_time);

    public async ValueTask DisposeAsync() => await _fleet.DisposeAsync();

    [Fact]
    public void Matrix_HasAtLeastTwoHundredCases() => Assert.InRange(Cases.Count, 200, 1000);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task AccountFails_StateInstantAnswerAndAttemptsAreRight(string name, Protocol protocol, bool stream)
    {
        var fault = FaultCase.All[name];
        _fleet.SetAccounts(protocol, "a", "b");
        _fleet.Simulator.Script("sk-a", fault.Behaviour);

        var (status, body, answer, record) = await _fleet.AskAsync(protocol, stream);

        var first = record.Attempts[0];
        Assert.Equal(("a", fault.Verdict), (first.AccountId, first.Verdict));
        Assert.NotEmpty(first.Evidence!);
        var state = _fleet.Pool.StatusFor("a", Talk.ModelOf(protocol))!;
        Assert.Equal(fault.State, state.State);
        AssertWait(fault, state.Until - _time.GetUtcNow());
        if (fault.Returned)
        {
            Assert.InRange(status, 400, 499);
            Assert.Equal((1, fault.Verdict, status), (record.Attempts.Length, record.Verdict, record.Status));
            Assert.Equal("1", answer.Headers.GetValues("x-antigravity-attempts").Single());
            return;
        }

        Assert.Equal(200, status);
        Assert.Contains(Talk.EndOf(protocol, stream), body, StringComparison.Ordinal);
        Assert.Equal((2, Verdict.Ok, "b"), (record.Attempts.Length, record.Verdict, record.AccountId));
        Assert.Equal(("next account", "answered"), (first.Action, record.Attempts[1].Action));
        Assert.Equal("2", answer.Headers.GetValues("x-antigravity-attempts").Single());
        Assert.Contains(record.Decision!.PassedOver, passed => passed.Reason == "tried" && passed.Accounts.Contains("Account a"));
    }

    [Theory]
    [InlineData(Protocol.OpenAIChat)]
    [InlineData(Protocol.OpenAIResponses)]
    [InlineData(Protocol.Anthropic)]
    [InlineData(Protocol.Gemini)]
    public async Task AccountHangs_ItIsATimeoutAndTheNextAnswers(Protocol protocol)
    {
        foreach (var stream in (bool[])[false, true])
        {
            _fleet.SetAccounts(protocol, "a", "b");
            _fleet.Simulator.Clear();
            _fleet.Simulator.Script("sk-a", new Hang());
            var asking = _fleet.AskAsync(protocol, stream);
            await _fleet.Simulator.WaitForRequestAsync(request => request.Credential == "sk-a", ProxyFixture.Token);
            _time.Advance(TimeSpan.FromSeconds(121));
            var (status, _, _, record) = await asking;
            Assert.Equal((200, Verdict.Timeout, "b"), (status, record.Attempts[0].Verdict, record.AccountId));
        }
    }

    [Theory]
    [InlineData(Protocol.OpenAIChat)]
    [InlineData(Protocol.OpenAIResponses)]
    [InlineData(Protocol.Anthropic)]
    [InlineData(Protocol.Gemini)]
    public async Task FaultAfterContent_EndsTheStreamWithItsOwnErrorAndNoRetry(Protocol protocol)
    {
        foreach (var behaviour in (Behaviour[])[new StreamFault(FaultKind.Overloaded, 2), new CutStream(2)])
        {
            _fleet.SetAccounts(protocol, "a", "b");
            _fleet.Pool.Reset("a");
            _fleet.Simulator.Script("sk-a", behaviour with { Answer = new Answer { Text = "one two three four five six" } });
            var (status, body, _, record) = await _fleet.AskAsync(protocol, stream: true);
            Assert.Equal((200, 1), (status, record.Attempts.Length));
            Assert.Contains(Talk.StreamErrorOf(protocol), body, StringComparison.Ordinal);
            Assert.DoesNotContain(Talk.EndOf(protocol, true), body, StringComparison.Ordinal);
            Assert.NotEqual(Verdict.Ok, record.Verdict);
        }
    }

    private static void AssertWait(FaultCase fault, TimeSpan? wait)
    {
        if (fault.Jitter)
        {
            Assert.InRange(wait!.Value, TimeSpan.FromMilliseconds(100), fault.Wait!.Value);
        }
        else
        {
            Assert.Equal(fault.Wait, wait);
        }
    }
}
