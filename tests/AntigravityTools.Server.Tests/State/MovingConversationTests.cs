using AntigravityTools.Protocols.Model;
using AntigravityTools.Server.Tests.Gateway;

namespace AntigravityTools.Server.Tests.State;

/// <summary>
/// Twenty turns with tools and signed thinking, from socket to socket, while the account changes at random, also between a call and its
/// result. The simulator refuses every seal that the asking account did not make, as the real providers do.
/// </summary>
public sealed class MovingConversationTests
{
    private const int Turns = 20;
    private static readonly Protocol[] Protocols = [Protocol.OpenAIChat, Protocol.OpenAIResponses, Protocol.Anthropic, Protocol.Gemini];

    public static IEnumerable<TheoryDataRow<Protocol, Protocol>> Pairs() =>
        Protocols.SelectMany(static _ => Protocols, static (inbound, upstream) => new TheoryDataRow<Protocol, Protocol>(inbound, upstream));

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task AccountsOfOneProtocol_TakeOverWithoutARefusal_AndTheLossIsRecorded(Protocol inbound, Protocol upstream)
    {
        await using var fleet = await Fleet.StartAsync(TimeProvider.System);
        var agent = new MovingAgent(fleet, AgentClient.Of(inbound), [.. ((string[])["a", "b", "c"]).Select(id => MovingAgent.AccountFor(fleet, id, upstream))]);

        await TalkAsync(agent, accounts: 3, seed: (4 * (int)inbound) + (int)upstream);

        Assert.True(agent.Moves > 5, $"{agent.Moves} moves");
        Assert.True(upstream == Protocol.OpenAIChat || agent.Losses > 5, $"{agent.Losses} losses");
    }

    [Theory]
    [InlineData(Protocol.OpenAIChat)]
    [InlineData(Protocol.OpenAIResponses)]
    [InlineData(Protocol.Anthropic)]
    [InlineData(Protocol.Gemini)]
    public async Task AccountsOfAllProtocols_TakeOverWithoutARefusal_AndTheLossIsRecorded(Protocol inbound)
    {
        await using var fleet = await Fleet.StartAsync(TimeProvider.System);
        var agent = new MovingAgent(fleet, AgentClient.Of(inbound), [.. Protocols.Select(protocol => MovingAgent.AccountFor(fleet, protocol.ToName(), protocol))]);

        await TalkAsync(agent, accounts: 4, seed: 100 + (int)inbound);

        Assert.True(agent is { Moves: > 5, Losses: > 5 }, $"{agent.Moves} moves, {agent.Losses} losses");
    }

    private static async Task TalkAsync(MovingAgent agent, int accounts, int seed)
    {
        var random = new Random(seed);
        agent.MoveTo(0);
        for (var turn = 0; turn < Turns; turn++)
        {
            MoveMaybe();
            agent.Client.Say(turn % 3 == 0 ? $"step n{turn} look m{turn}" : $"step n{turn}");
            await agent.AskAsync(stream: random.Next(2) == 0);
            Assert.Equal(turn % 3 == 0 ? 2 : 1, agent.Client.Calls);

            MoveMaybe();
            agent.Client.Result = $"done {turn}";
            agent.Client.GiveResults();
            await agent.AskAsync(stream: random.Next(2) == 0);
            Assert.Contains($"The tool answered: \"done {turn}\"", agent.Client.Text, StringComparison.Ordinal);
        }

        void MoveMaybe()
        {
            if (random.Next(3) == 0)
            {
                agent.MoveTo(random.Next(accounts));
            }
        }
    }
}
