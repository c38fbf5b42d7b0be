using System.Buffers;
using AntigravityTools.Protocols.Model;
namespace AntigravityTools.Protocols.Anthropic;
internal sealed class AnthropicTranslator : ITranslator
{
    public Protocol Id => throw new InvalidOperationException();
    public ReadResult<ChatRequest> ReadRequest(Operation operation, ReadOnlyMemory<byte> body, string? pathModel, bool stream) => throw new InvalidOperationException();
    public WriteResult WriteRequest(ChatRequest request, UpstreamTarget target, IBufferWriter<byte> output) => throw new InvalidOperationException();
    public bool MustInline(Part.Media media, UpstreamTarget target) => throw new InvalidOperationException();
    public IStreamReader OpenReader() => throw new InvalidOperationException();
    public void ReadAnswer(ReadOnlySpan<byte> body, List<StreamEvent> events) => throw new InvalidOperationException();
    public IStreamWriter OpenWriter(AnswerContext context) => throw new InvalidOperationException();
    public LossReport WriteAnswer(AnswerContext context, IReadOnlyList<StreamEvent> events, IBufferWriter<byte> output) => throw new InvalidOperationException();
}
