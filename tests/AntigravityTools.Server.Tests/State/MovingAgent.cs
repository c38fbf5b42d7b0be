using System.Text;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Upstreams;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Server.Tests.Gateway;
using AntigravityTools.Server.Tests.Proxy;
using AntigravityTools.Simulator;

namespace AntigravityTools.Server.Tests.State;

/// <summary>A conversation of which every request is watched: who served it, what it lost, what the provider saw.</summary>
internal sealed class MovingAgent(Fleet fleet, AgentClient client, IReadOnlyList<Account> accounts)
{
    // How the simulator's seals begin, in base64.
    private const string Seal = "c2ltdWxhdG9yL";
    private readonly HashSet<string> _makers = [];
    private Account _current = accounts[0];

    /// <summary>How often another account had to take over.</summary>
    public int Moves { get; private set; }

    /// <summary>Requests that lost what another account had made.</summary>
    public int Losses { get; private set; }

    public AgentClient Client => client;

    public static Account AccountFor(Fleet fleet, string id, Protocol protocol) => fleet.AccountFor(protocol, id, priority: 0) with
    {
        OfferedModels = [UpstreamModel(protocol)],
        Aliases = System.Collections.Immutable.ImmutableDictionary<string, string>.Empty.Add(AgentClient.Model, UpstreamModel(protocol)),
    };

    /// <summary>Leaves one account in service; the conversation has to follow.</summary>
    public void MoveTo(int number)
    {
        Moves += accounts[number] == _current ? 0 : 1;
        _current = accounts[number];
        fleet.Pool.SetAccounts([.. accounts.Select(account => account with { Enabled = account == _current })]);
    }

    /// <summary>Sends the conversation and judges the way it took.</summary>
    public async Task AskAsync(bool stream)
    {
        using var content = new StringContent(client.Body(stream).ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await fleet.Client.PostAsync(client.PathOf(stream), content, ProxyFixture.Token);
        var text = await answer.Content.ReadAsStringAsync(ProxyFixture.Token);
        var record = await fleet.RecordAsync(ProxyFixture.Token);
        var sent = fleet.Simulator.Requests[^1];
        Assert.True(answer.IsSuccessStatusCode, $"{text}\n{string.Join('\n', record.Attempts)}\n{sent.BodyText}");
        Assert.True(record.Attempts is [{ Verdict: Verdict.Ok, Status: 200 }], string.Join('\n', record.Attempts));
        Assert.Equal(_current.Id, record.AccountId);
        Judge(record, sent);
        client.Hear(text, stream);
    }

    private void Judge(RequestRecord record, RecordedRequest sent)
    {
        var lost = record.Loss.Any(loss => loss.Why.Contains("made", StringComparison.Ordinal));
        Losses += lost ? 1 : 0;
        var upstream = _current.Protocols[0];

        // Chat passes through to chat: what other accounts made never was in the client's hands.
        if (client.Protocol != Protocol.OpenAIChat || upstream != Protocol.OpenAIChat)
        {
            // An account that seals nothing leaves a mark of its own, so that more than seals can be lost where protocols mix.
            var foreign = _makers.Any(maker => maker != _current.Id);
            Assert.True(lost == foreign || (lost && accounts.Any(account => account.Protocols[0] == Protocol.OpenAIChat)), $"lost: {lost}, made by {string.Join(',', _makers)}, now {_current.Id}\n{sent.BodyText}");
        }

        Assert.True(
            sent.BodyText.Contains(Seal, StringComparison.Ordinal) == _makers.Contains(_current.Id),
            $"made by {string.Join(',', _makers)}, now {_current.Id}\n{sent.BodyText}");
        Assert.DoesNotContain("QUdUAQAB", sent.BodyText, StringComparison.Ordinal);

        // A request without thinking brings nothing sealed back.
        if (upstream is Protocol.OpenAIResponses or Protocol.Gemini || sent.BodyText.Contains("\"type\":\"enabled\"", StringComparison.Ordinal))
        {
            _makers.Add(_current.Id);
        }
    }

    private static string UpstreamModel(Protocol protocol) => protocol switch
    {
        Protocol.Anthropic => "claude-sonnet-4-5",
        Protocol.Gemini => "gemini-3.8-flash",
        Protocol.OpenAIResponses => "gpt-5.4",
        _ => "deepseek-reasoner",
    };
}
