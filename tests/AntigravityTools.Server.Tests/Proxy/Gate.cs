using AntigravityTools.Core.Pipeline;

namespace AntigravityTools.Server.Tests.Proxy;

/// <summary>A request that stays inside until it is let go.</summary>
internal sealed class Gate
{
    public Gate(ProxyFixture proxy) => proxy.Runner.Answer = AnswerAsync;

    public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource MayFinish { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task AnswerAsync(InboundRequest request, IResponseSink sink, CancellationToken cancellationToken)
    {
        Entered.TrySetResult();
        await MayFinish.Task;
        await FakeRunner.ReplyAsync(sink, 200, "done", CancellationToken.None);
    }
}
