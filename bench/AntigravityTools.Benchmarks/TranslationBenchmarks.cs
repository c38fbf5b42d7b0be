using System.Buffers;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Translation;
using BenchmarkDotNet.Attributes;

namespace AntigravityTools.Benchmarks;

/// <summary>One streamed event on its way from one protocol to another: framed, read into the model, bridged and written again.</summary>
[MemoryDiagnoser]
public class TranslationBenchmarks
{
    private const int Events = 1000;
    private readonly ProtocolRegistry _protocols = new();
    private readonly List<StreamEvent> _events = [];
    private readonly ArrayBufferWriter<byte> _output = new(1 << 20);
    private byte[] _stream = [];
    private AnswerContext _context = null!;

    /// <summary>What the provider speaks.</summary>
    [Params(Protocol.OpenAIChat, Protocol.OpenAIResponses, Protocol.Anthropic, Protocol.Gemini)]
    public Protocol From { get; set; }

    /// <summary>What the client speaks.</summary>
    [Params(Protocol.OpenAIChat, Protocol.OpenAIResponses, Protocol.Anthropic, Protocol.Gemini)]
    public Protocol To { get; set; }

    /// <summary>Makes the provider's stream and checks that a translation of it has every event.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _stream = StreamSamples.Of(From, Events);
        _context = new AnswerContext
        {
            Request = new ChatRequest { Model = "m", Messages = [], Stream = true }, RequestId = "req_1", StartedAt = DateTimeOffset.UnixEpoch,
        };
        Translate();
        var frames = new SseFrameReader();
        var (at, count) = (0, 0);
        while (frames.TryRead(_output.WrittenSpan[at..], endOfInput: true, out _, out var consumed))
        {
            at += consumed;
            count++;
        }

        if (count < Events)
        {
            throw new InvalidOperationException($"{From} to {To}: {count} of {Events} events came out.");
        }
    }

    /// <summary>The whole stream, piece by piece.</summary>
    [Benchmark(OperationsPerInvoke = Events)]
    public int Translate()
    {
        _output.ResetWrittenCount();
        var frames = new SseFrameReader();
        var reader = _protocols.TranslatorOf(From).OpenReader();
        var bridge = new AnswerBridge(ToolNameMap.Identity, owner: 1);
        using var writer = _protocols.TranslatorOf(To).OpenWriter(_context);
        for (var at = 0; frames.TryRead(_stream.AsSpan(at), endOfInput: false, out var frame, out var consumed); at += consumed)
        {
            reader.Read(frame.EventType, frame.Data, _events);
            Pass(bridge, writer);
        }

        reader.Complete(EndOfInput.Closed, _events);
        Pass(bridge, writer);
        writer.Complete(_output);
        return _output.WrittenCount;
    }

    private void Pass(AnswerBridge bridge, IStreamWriter writer)
    {
        bridge.Apply(_events);
        foreach (var item in _events)
        {
            writer.Write(item, _output);
        }

        _events.Clear();
    }
}
