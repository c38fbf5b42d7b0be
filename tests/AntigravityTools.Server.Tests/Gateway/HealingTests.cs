using System.Net;
using System.Net.Sockets;
using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Server.Tests.Proxy;
using AntigravityTools.Simulator.Scripting;
using Microsoft.Extensions.Time.Testing;
using Answer = AntigravityTools.Simulator.Scripting.Answer;
using FaultKind = AntigravityTools.Simulator.Scripting.FaultKind;
using Fault = AntigravityTools.Simulator.Scripting.Fault;

namespace AntigravityTools.Server.Tests.Gateway;

/// <summary>What a request lives through when accounts fail in ways that ask for more than the next account.</summary>
public sealed class HealingTests
{
    private const Protocol Chat = Protocol.OpenAIChat;

    [Fact]
    public async Task ShortHint_AndNoOtherAccount_TheSameOneIsTriedAgainAfterIt()
    {
        await using var fleet = await Fleet.StartAsync(TimeProvider.System);
        fleet.SetAccounts(Chat, "a");
        fleet.Simulator.Script("sk-a", new Fault(FaultKind.RateLimited) { RetryAfter = TimeSpan.FromMilliseconds(300) });

        var (status, _, _, record) = await fleet.AskAsync(Chat, stream: false);

        Assert.Equal((200, 2), (status, record.Attempts.Length));
        Assert.InRange(record.Attempts[1].Wait, TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task LongHint_AndNoOtherAccount_TheClientIsToldWhen()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var fleet = await Fleet.StartAsync(time);
        fleet.SetAccounts(Chat, "a");
        fleet.Simulator.Always("sk-a", new Fault(FaultKind.RateLimited) { RetryAfter = TimeSpan.FromSeconds(42) });

        var (status, body, answer, record) = await fleet.AskAsync(Chat, stream: false);
        Assert.Equal((429, 1, Verdict.RateLimited), (status, record.Attempts.Length, record.Verdict));
        Assert.Equal(TimeSpan.FromSeconds(42), answer.Headers.RetryAfter!.Delta);

        time.Advance(TimeSpan.FromSeconds(2));
        (status, body, answer, record) = await fleet.AskAsync(Chat, stream: false);
        Assert.Equal((429, 0, Verdict.RateLimited), (status, record.Attempts.Length, record.Verdict));
        Assert.Equal(TimeSpan.FromSeconds(40), answer.Headers.RetryAfter!.Delta);
        Assert.Contains("the first is back in 40 s", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryAccountNeedsAPerson_TheClientIsToldNotToRetry()
    {
        await using var fleet = await Fleet.StartAsync(TimeProvider.System);
        fleet.SetAccounts(Chat, "a", "b");
        fleet.Simulator.Always("sk-a", new Fault(FaultKind.InvalidCredential));
        fleet.Simulator.Always("sk-b", new Fault(FaultKind.InvalidCredential));
        foreach (var attempts in (int[])[2, 0])
        {
            var (status, _, answer, record) = await fleet.AskAsync(Chat, stream: false);
            Assert.Equal((503, attempts), (status, record.Attempts.Length));
            Assert.Equal("false", answer.Headers.GetValues("x-should-retry").Single());
        }
    }

    [Fact]
    public async Task BrokenForAMoment_AndNoOtherAccount_TheSameOneIsTriedAgain()
    {
        await using var fleet = await Fleet.StartAsync(TimeProvider.System);
        fleet.SetAccounts(Chat, "a");
        fleet.Simulator.Script("sk-a", new ResetConnection());
        var (status, _, _, record) = await fleet.AskAsync(Chat, stream: true);
        Assert.Equal((200, 2), (status, record.Attempts.Length));
    }

    [Fact]
    public async Task AttemptsAreAtMostAsManyAsConfigured()
    {
        await using var fleet = await Fleet.StartAsync(TimeProvider.System, new SchedulingConfig { MaxAttempts = 3 });
        fleet.SetAccounts(Chat, "a", "b", "c", "d", "e");
        fleet.Simulator.Always("*", new Fault(FaultKind.InternalError));
        var (status, _, _, record) = await fleet.AskAsync(Chat, stream: false);
        Assert.Equal((502, 3, Verdict.UpstreamError), (status, record.Attempts.Length, record.Verdict));
    }

    [Fact]
    public async Task RefreshableCredential_IsRefreshedOnceAndTheSameAccountAnswers()
    {
        var credentials = new FakeCredentials();
        await using var fleet = await Fleet.StartAsync(TimeProvider.System, credentials: credentials);
        fleet.SetAccounts(Chat, "a", "b");
        fleet.Simulator.Script("sk-a", new Fault(FaultKind.InvalidCredential));
        var (status, _, _, record) = await fleet.AskAsync(Chat, stream: false);
        Assert.Equal((200, "a"), (status, record.AccountId));
        Assert.Equal([Verdict.AuthExpired, Verdict.Ok], record.Attempts.Select(attempt => attempt.Verdict));
        Assert.Equal(("a", "sk-a"), Assert.Single(credentials.Refreshed));

        fleet.Simulator.Always("sk-a", new Fault(FaultKind.InvalidCredential));
        (status, _, _, record) = await fleet.AskAsync(Chat, stream: false);
        Assert.Equal([Verdict.AuthExpired, Verdict.AuthInvalid, Verdict.Ok], record.Attempts.Select(attempt => attempt.Verdict));
        Assert.Equal(AccountState.NeedsReauth, fleet.Pool.StatusOf("a")!.State);
    }

    [Fact]
    public async Task RefusedRefresh_RulesTheAccountOutAndTheNextAnswers()
    {
        var credentials = new FakeCredentials { Refusal = new() { Kind = Protocols.Model.FaultKind.Authentication, Code = "invalid_grant", Message = "Token has been revoked." } };
        await using var fleet = await Fleet.StartAsync(TimeProvider.System, credentials: credentials);
        fleet.SetAccounts(Chat, "a", "b");
        fleet.Simulator.Script("sk-a", new Fault(FaultKind.InvalidCredential));
        var (status, _, _, record) = await fleet.AskAsync(Chat, stream: false);
        Assert.Equal((200, "b", Verdict.AuthInvalid), (status, record.AccountId, record.Attempts[0].Verdict));
        Assert.Equal((AccountState.NeedsReauth, "Token has been revoked."), (fleet.Pool.StatusOf("a")!.State, fleet.Pool.StatusOf("a")!.Reason));
    }

    [Theory]
    [InlineData(Protocol.Anthropic, """{"model":"claude-opus-5-5","max_tokens":64,"messages":[{"role":"user","content":"hi"},{"role":"assistant","content":[{"type":"thinking","thinking":"…","signature":"Zm9yZWlnbg=="},{"type":"text","text":"Hello."}]},{"role":"user","content":"again"}]}""")]
    [InlineData(Protocol.OpenAIResponses, """{"model":"gpt-5.4","input":[{"role":"user","content":"hi"},{"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"Zm9yZWlnbg=="},{"role":"assistant","content":"Hello."},{"role":"user","content":"again"}]}""")]
    [InlineData(Protocol.Gemini, """{"contents":[{"role":"user","parts":[{"text":"hi"}]},{"role":"model","parts":[{"text":"Hello.","thoughtSignature":"Zm9yZWlnbg=="}]},{"role":"user","parts":[{"text":"again"}]}]}""")]
    public async Task ForeignState_IsStrippedOnceAndTheSameAccountAnswers(Protocol protocol, string body)
    {
        await using var fleet = await Fleet.StartAsync(TimeProvider.System);
        fleet.SetAccounts(protocol, "a", "b");

        var (status, text, _, record) = await fleet.AskAsync(protocol, stream: false, body);

        Assert.True(status == 200, text);
        Assert.Equal([("a", Verdict.StateMismatch), ("a", Verdict.Ok)], record.Attempts.Select(attempt => (attempt.AccountId, attempt.Verdict)));
        Assert.NotEmpty(record.Loss);
        Assert.Contains("again", fleet.Simulator.Requests[^1].BodyText, StringComparison.Ordinal);
        Assert.DoesNotContain("Zm9yZWlnbg==", fleet.Simulator.Requests[^1].BodyText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoNetwork_NobodyIsPenalised_AndTheRequestIsTriedUntilItIsBack()
    {
        await using var fleet = await Fleet.StartAsync(TimeProvider.System, proxy: new ProxyConfig { Port = 0, RequestTimeout = TimeSpan.FromSeconds(20) });
        var (one, two) = (DeadEnd("127.0.0.1"), DeadEnd("localhost"));
        fleet.Pool.SetAccounts([fleet.AccountFor(Chat, "a", 0, one), fleet.AccountFor(Chat, "b", 1, two)]);
        var asking = fleet.AskAsync(Chat, stream: false);
        await Task.Delay(TimeSpan.FromMilliseconds(600), TimeProvider.System, ProxyFixture.Token);
        Assert.False(asking.IsCompleted);
        fleet.SetAccounts(Chat, "a", "b");

        var (status, _, _, record) = await asking;

        Assert.Equal((200, Verdict.Ok), (status, record.Verdict));
        Assert.Contains(record.Attempts, attempt => attempt.Verdict == Verdict.Offline);
        Assert.Equal((AccountState.Ready, AccountState.Ready), (fleet.Pool.StatusOf("a")!.State, fleet.Pool.StatusOf("b")!.State));
    }

    [Fact]
    public async Task NoNetworkUntilTheDeadline_IsA503_AndNoCircuitOpens()
    {
        await using var fleet = await Fleet.StartAsync(TimeProvider.System, proxy: new ProxyConfig { Port = 0, RequestTimeout = TimeSpan.FromSeconds(2) });
        var (one, two) = (DeadEnd("127.0.0.1"), DeadEnd("localhost"));
        string[] ids = ["a", "b", "c", "d", "e"];
        fleet.Pool.SetAccounts([.. ids.Select((id, at) => fleet.AccountFor(Chat, id, at, at % 2 == 0 ? one : two))]);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => fleet.AskAsync(Chat, stream: false)));
        Assert.All(answers, answer => Assert.Equal((503, Verdict.Offline), (answer.Status, answer.Record.Verdict)));
        Assert.All(ids, id => Assert.Equal(AccountState.Ready, fleet.Pool.StatusOf(id)!.State));
    }

    [Fact]
    public async Task AllBusy_TheRequestWaitsInOrderThenIsRefusedAs429()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var fleet = await Fleet.StartAsync(time);
        fleet.Pool.SetAccounts([fleet.AccountFor(Chat, "a", 0) with { MaxConcurrency = 1 }]);
        fleet.Simulator.Script("sk-a", new Hang());
        using var leaving = new CancellationTokenSource();
        var first = fleet.SendAsync(Chat, false, leaving.Token);
        await fleet.Simulator.WaitForRequestAsync(_ => true, ProxyFixture.Token);
        var second = fleet.AskAsync(Chat, stream: false);
        while (!second.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, ProxyFixture.Token);
        }

        var (status, _, answer, record) = await second;
        Assert.Equal((429, Verdict.GatewayBusy, 0), (status, record.Verdict, record.Attempts.Length));
        Assert.NotNull(answer.Headers.RetryAfter);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
    }

    [Fact]
    public async Task ClientThatLeaves_CancelsTheProviderWithin100Milliseconds()
    {
        await using var fleet = await Fleet.StartAsync(TimeProvider.System);
        fleet.SetAccounts(Chat, "a");
        var gate = new StreamGate();
        fleet.Simulator.Script("sk-a", new NormalReply { Gate = gate, Answer = new Answer { Text = "one two three" } });
        var sending = fleet.SendAsync(Chat, true, ProxyFixture.Token);
        gate.Release(2);
        var answer = await sending;
        var left = TimeProvider.System.GetTimestamp();
        answer.Dispose();
        await gate.Finished.WaitAsync(ProxyFixture.Token);
        Assert.InRange(TimeProvider.System.GetElapsedTime(left).TotalMilliseconds, 0, 100);
        Assert.Equal(Verdict.Cancelled, (await fleet.RecordAsync(ProxyFixture.Token)).Verdict);
    }

    [Fact]
    public async Task SilentAccount_HeartbeatsAfterFifteenSeconds_AndTheNextAccountStillAnswers()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var fleet = await Fleet.StartAsync(time);
        fleet.SetAccounts(Protocol.Anthropic, "a", "b");
        fleet.Simulator.Script("sk-a", new Hang());
        var sending = fleet.SendAsync(Protocol.Anthropic, true, ProxyFixture.Token);
        await fleet.Simulator.WaitForRequestAsync(request => request.Credential == "sk-a", ProxyFixture.Token);
        while (!sending.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(5));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, ProxyFixture.Token);
        }

        using var answer = await sending;
        var reading = answer.Content.ReadAsStringAsync(ProxyFixture.Token);
        while (!reading.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(5));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, ProxyFixture.Token);
        }

        var text = await reading;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.StartsWith("event: ping", text, StringComparison.Ordinal);
        Assert.Contains("message_stop", text, StringComparison.Ordinal);
        Assert.Equal([Verdict.Timeout, Verdict.Ok], (await fleet.RecordAsync(ProxyFixture.Token)).Attempts.Select(attempt => attempt.Verdict));
    }

    [Fact]
    public async Task SameOpening_StaysWithOneAccount_AndOthersSpread()
    {
        await using var fleet = await Fleet.StartAsync(TimeProvider.System, new SchedulingConfig { Strategy = Strategy.Balance });
        fleet.SetAccounts(Chat, "a", "b", "c");
        static string Turn(string first, int turns) =>
            $$"""{"model":"gpt-5.4","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"{{first}}"}{{string.Concat(Enumerable.Repeat(""",{"role":"assistant","content":"ok"},{"role":"user","content":"more"}""", turns))}}]}""";
        var accounts = new List<string>();
        for (var turn = 0; turn < 4; turn++)
        {
            accounts.Add((await fleet.AskAsync(Chat, false, Turn("Tell me of whales.", turn))).Record.AccountId!);
        }

        Assert.Single(accounts.Distinct());
        var others = new List<string>();
        for (var topic = 0; topic < 6; topic++)
        {
            others.Add((await fleet.AskAsync(Chat, false, Turn($"Tell me of number {topic}.", 0))).Record.AccountId!);
        }

        Assert.InRange(others.Distinct().Count(), 2, 3);
        Assert.Single(new[] { (await fleet.AskAsync(Chat, false, session: "s1")).Record.AccountId, (await fleet.AskAsync(Chat, false, Turn("Other.", 0), "s1")).Record.AccountId }.Distinct());
    }

    private static Uri DeadEnd(string host)
    {
        // A port that was free a moment ago and that nobody listens on.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        return new Uri($"http://{host}:{port}/v1");
    }

    private sealed class FakeCredentials : ICredentialSource
    {
        public List<(string Account, string? Rejected)> Refreshed { get; } = [];

        public Protocols.Model.Fault? Refusal { get; init; }

        public ValueTask<CredentialResult> GetAsync(Account account, CancellationToken cancellationToken) => new(new CredentialResult("sk-" + account.Id, null));

        public ValueTask<CredentialResult> RefreshAsync(Account account, string? rejectedAccessToken, CancellationToken cancellationToken)
        {
            Refreshed.Add((account.Id, rejectedAccessToken));
            return new(new CredentialResult(Refusal is null ? "sk-" + account.Id : null, Refusal));
        }

        public bool CanRefresh(Account account) => true;
    }
}
