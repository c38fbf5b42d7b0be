using AntigravityTools.Protocols.Model;
using AntigravityTools.Simulator;
using AntigravityTools.Simulator.Scripting;
using AntigravityTools.Testing.Gateway;
using Answer = AntigravityTools.Simulator.Scripting.Answer;

namespace AntigravityTools.Clients.Tests.Wire;

public sealed class EventOrderTests(GatewayFixture gateway)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>
    /// The gate lets one event out at a time, so a gateway that waited for the next one before passing this one on would never answer.
    /// Events before the first content are held together, so that a failure until there can still be healed.
    /// </summary>
    [Theory]
    [InlineData(Protocol.OpenAIChat, 2)]
    [InlineData(Protocol.OpenAIResponses, 5)]
    [InlineData(Protocol.Anthropic, 4)]
    [InlineData(Protocol.Gemini, 1)]
    public async Task Event_ReachesTheClientBeforeTheNextLeavesTheVendor(Protocol protocol, int firstContent)
    {
        var call = new WireCall(protocol, Stream: true);
        await using var simulator = await SimulatorHost.StartAsync(new SimulatorOptions { AcceptAnyModel = true }, Cancel);
        await using var accounts = await gateway.AddAccountsAsync(call.Provider, call.BaseUrl(simulator), count: 1, renamed: false, Cancel);
        var gate = new StreamGate();
        simulator.Script(SimulatorHost.AnyCredential, new NormalReply { Path = call.Verb, Gate = gate, Answer = new Answer { Text = "one two three four five six" } });
        var sending = call.SendAsync(gateway, accounts.Model);
        gate.Release(firstContent);
        using var answer = await sending;
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancel));

        for (var number = 1; number <= firstContent; number++)
        {
            await ReadEventAsync(reader);
        }
        var one = firstContent;
        while (!gate.Finished.IsCompleted)
        {
            Assert.Equal(one, gate.Sent);
            gate.Release();
            if (await ReadEventAsync(reader) is null)
            {
                break;
            }
            one++;
        }

        Assert.True(one > firstContent + 1);
    }

    private static async Task<string?> ReadEventAsync(StreamReader reader)
    {
        var lines = new List<string>();
        while (await reader.ReadLineAsync(Cancel) is { } line)
        {
            if (line.Length == 0)
            {
                return string.Join('\n', lines);
            }
            lines.Add(line);
        }
        return null;
    }
}
