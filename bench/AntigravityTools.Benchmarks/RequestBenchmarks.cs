using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Translation;
using BenchmarkDotNet.Attributes;

namespace AntigravityTools.Benchmarks;

/// <summary>What is done to each request's bytes: one scan of the head, the plan, and the splice where a model is mapped.</summary>
[MemoryDiagnoser]
public class RequestBenchmarks
{
    private readonly IProtocol _protocol = new ProtocolRegistry()[Protocol.OpenAIChat];
    private readonly ImmutableArray<Protocol> _served = [Protocol.OpenAIChat];
    private readonly byte[] _quoted = JsonSplice.Quote("mapped-model");
    private ArrayBufferWriter<byte> _output = new();
    private byte[] _body = [];
    private RequestHead _head = new();

    /// <summary>Size of the conversation in bytes.</summary>
    [Params(2 << 10, 48 << 10, 1 << 20)]
    public int Bytes { get; set; }

    /// <summary>Makes a body of the size.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var turns = Math.Max(1, Bytes / 1024);
        var messages = string.Join(',', Enumerable.Repeat($$"""{"role":"user","content":"{{new string('x', 980)}}"}""", turns));
        _body = Encoding.UTF8.GetBytes($$"""{"model":"bench-model","messages":[{{messages}}],"temperature":1.0,"max_tokens":64,"stream":true}""");
        _head = _protocol.ReadHead(Operation.Generate, _body);
        _output = new ArrayBufferWriter<byte>(_body.Length + 1024);
    }

    /// <summary>Model, stream, session: one scan.</summary>
    [Benchmark]
    public RequestHead ReadHead() => _protocol.ReadHead(Operation.Generate, _body);

    /// <summary>The plan for an account that speaks the protocol, with a mapped model.</summary>
    [Benchmark]
    public TranslationPlan Plan() => TranslationPlanner.Plan(Protocol.OpenAIChat, Operation.Generate, _served, _head, "mapped-model");

    /// <summary>Another model name spliced in.</summary>
    [Benchmark]
    public int Splice()
    {
        _output.ResetWrittenCount();
        JsonSplice.Replace(_body, _head.ModelValue, _quoted, _output);
        return _output.WrittenCount;
    }
}
