using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Simulator;
using AntigravityTools.Simulator.Scripting;
using Answer = AntigravityTools.Simulator.Scripting.Answer;

namespace AntigravityTools.Server.Tests.Gateway;

/// <summary>What is recorded of the providers' numbers, which each of them counts in a way of its own.</summary>
public sealed class UsageTests
{
    private static readonly Answer Counted = new() { Text = "one two three", Usage = new AnswerUsage(100, 20) { CacheReadTokens = 60 } };

    [Theory]
    [InlineData(Protocol.OpenAIChat, false)]
    [InlineData(Protocol.OpenAIChat, true)]
    [InlineData(Protocol.OpenAIResponses, false)]
    [InlineData(Protocol.OpenAIResponses, true)]
    [InlineData(Protocol.Anthropic, false)]
    [InlineData(Protocol.Anthropic, true)]
    [InlineData(Protocol.Gemini, false)]
    [InlineData(Protocol.Gemini, true)]
    public async Task CacheConventions_ComeOutTheSame(Protocol protocol, bool stream)
    {
        await using var gateway = await GatewayFixture.StartAsync();
        gateway.Simulator.Script(SimulatorHost.AnyCredential, new NormalReply { Answer = Counted });
        using (var answer = await gateway.PostAsync(Talk.PathOf(protocol, stream), Talk.BodyOf(protocol, stream)))
        {
            Assert.Contains(Talk.EndOf(protocol, stream), await answer.Content.ReadAsStringAsync(Proxy.ProxyFixture.Token), StringComparison.Ordinal);
        }

        var usage = (await gateway.SingleRecordAsync()).Usage;
        Assert.Equal((100L, 60L, 20L), (usage.Input, usage.CacheRead, usage.Output));
        Assert.Contains("60", usage.Raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CancelledStream_IsChargedWhatTheProviderHadReported()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        var gate = new StreamGate();
        gateway.Simulator.Script(SimulatorHost.AnyCredential, new NormalReply { Gate = gate, Answer = Counted });
        var sending = gateway.PostAsync("/v1/messages", Talk.BodyOf(Protocol.Anthropic, stream: true));
        gate.Release(GatewayTests.Preamble + 1);

        (await sending).Dispose();
        await gate.Finished.WaitAsync(Proxy.ProxyFixture.Token);

        var record = await gateway.SingleRecordAsync();
        Assert.Equal(Verdict.Cancelled, record.Verdict);
        Assert.Equal((100L, 60L), (record.Usage.Input, record.Usage.CacheRead));
        Assert.True(record.Usage.Output is null or < 20, $"{record.Usage.Output}");
    }
}
