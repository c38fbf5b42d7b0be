using System.Text;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Translation;
using BenchmarkDotNet.Attributes;

namespace AntigravityTools.Benchmarks;

/// <summary>One streamed event: found by its frame, looked at for usage, errors and the end.</summary>
[MemoryDiagnoser]
public class SseTapBenchmarks
{
    private const int Events = 1000;
    private readonly IProtocol _protocol = new ProtocolRegistry()[Protocol.OpenAIChat];
    private readonly byte[] _stream = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(
        """data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1700000000,"model":"m","choices":[{"index":0,"delta":{"content":" lazy"},"logprobs":null,"finish_reason":null}]}""" + "\n\n",
        Events)));

    /// <summary>Finding frames alone.</summary>
    [Benchmark(OperationsPerInvoke = Events, Baseline = true)]
    public int Frames()
    {
        var frames = new SseFrameReader();
        var (at, count) = (0, 0);
        while (frames.TryRead(_stream.AsSpan(at), endOfInput: false, out _, out var consumed))
        {
            at += consumed;
            count++;
        }

        return count;
    }

    /// <summary>Finding and tapping them.</summary>
    [Benchmark(OperationsPerInvoke = Events)]
    public int FramesAndTap()
    {
        var frames = new SseFrameReader();
        var tap = _protocol.OpenTap(Operation.Generate);
        var (at, content) = (0, 0);
        while (frames.TryRead(_stream.AsSpan(at), endOfInput: false, out var frame, out var consumed))
        {
            content += tap.Observe(frame.EventType, frame.Data) == FrameKind.Content ? 1 : 0;
            at += consumed;
        }

        return content;
    }
}
