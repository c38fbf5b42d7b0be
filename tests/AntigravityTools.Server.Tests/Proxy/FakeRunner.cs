using System.Buffers;
using System.Text;
using AntigravityTools.Core.Pipeline;

namespace AntigravityTools.Server.Tests.Proxy;

/// <summary>Stands where the pipeline stands, in tests whose subject is what happens before and around it.</summary>
internal sealed class FakeRunner : IExchangeRunner
{
    public List<InboundRequest> Seen { get; } = [];

    public string? LastBody { get; private set; }

    public Func<InboundRequest, IResponseSink, CancellationToken, Task> Answer { get; set; } = (_, sink, token) => ReplyAsync(sink, 200, "{}", token);

    public static async Task ReplyAsync(IResponseSink sink, int status, string body, CancellationToken cancellationToken)
    {
        sink.Start(status, [new("Content-Type", "application/json"), new("x-antigravity-attempts", "1")]);
        await WriteAsync(sink, body, cancellationToken);
    }

    public static async Task WriteAsync(IResponseSink sink, string text, CancellationToken cancellationToken)
    {
        sink.Body.Write(Encoding.UTF8.GetBytes(text));
        await sink.FlushAsync(cancellationToken);
    }

    public Task RunAsync(InboundRequest request, IResponseSink sink, CancellationToken cancellationToken)
    {
        lock (Seen)
        {
            Seen.Add(request);
            LastBody = Encoding.UTF8.GetString(request.Body.Span);
        }

        return Answer(request, sink, cancellationToken);
    }
}
