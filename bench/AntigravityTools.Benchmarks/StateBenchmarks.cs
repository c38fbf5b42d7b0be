using System.Text;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Translation;
using BenchmarkDotNet.Attributes;

namespace AntigravityTools.Benchmarks;

/// <summary>
/// What looking for owned things costs where bytes pass through: opaque reasoning in a request and in each event of an answer, and the
/// names of objects that a provider keeps. One in ten turns of the request is signed.
/// </summary>
[MemoryDiagnoser]
public class StateBenchmarks
{
    private byte[] _request = [];
    private byte[] _event = [];

    /// <summary>The protocol of both sides.</summary>
    [Params(Protocol.OpenAIResponses, Protocol.Anthropic, Protocol.Gemini)]
    public Protocol Protocol { get; set; }

    /// <summary>Makes a request of 48 KB and one event with a piece of text.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var text = new string('x', 980);
        var proof = new string('A', 600);
        var turns = Enumerable.Range(0, 48).Select(at => (Protocol, at % 10 == 9) switch
        {
            (Protocol.Anthropic, true) => $$"""{"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":"{{proof}}"}]}""",
            (Protocol.Anthropic, _) => $$"""{"role":"user","content":"{{text}}"}""",
            (Protocol.Gemini, true) => $$"""{"role":"model","parts":[{"text":"hm","thoughtSignature":"{{proof}}"}]}""",
            (Protocol.Gemini, _) => $$"""{"role":"user","parts":[{"text":"{{text}}"}]}""",
            (_, true) => $$"""{"type":"reasoning","id":"rs_{{at}}","summary":[],"encrypted_content":"{{proof}}"}""",
            _ => $$"""{"role":"user","content":"{{text}}"}""",
        });
        _request = Encoding.UTF8.GetBytes($$"""{"model":"m","list":[{{string.Join(',', turns)}}]}""");
        _event = Protocol switch
        {
            Protocol.Anthropic => """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" lazy"}}"""u8.ToArray(),
            Protocol.Gemini => """{"candidates":[{"content":{"parts":[{"text":" lazy"}],"role":"model"},"index":0}],"modelVersion":"m","responseId":"r1"}"""u8.ToArray(),
            _ => """{"type":"response.output_text.delta","sequence_number":9,"item_id":"msg_1","output_index":0,"content_index":0,"delta":" lazy","logprobs":[]}"""u8.ToArray(),
        };
    }

    /// <summary>Opaque values in the request.</summary>
    [Benchmark]
    public int InRequest() => OpaqueValues.Find(Protocol, _request).Count;

    /// <summary>Kept objects that the request names.</summary>
    [Benchmark]
    public int NamedObjects() => ServerObjects.NamedIn(Protocol, new RequestHead(), _request).Count;

    /// <summary>Opaque values in one event.</summary>
    [Benchmark]
    public int InEvent() => OpaqueValues.Find(Protocol, _event).Count;
}
