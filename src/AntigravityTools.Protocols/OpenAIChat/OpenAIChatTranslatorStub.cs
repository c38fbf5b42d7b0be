using System.Buffers;
using AntigravityTools.Protocols.Model;
namespace AntigravityTools.Protocols.OpenAIChat;
internal sealed class OpenAIChatTranslator : ITranslator
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
internal sealed class OpenAIChatEmbeddings : IEmbeddingTranslator
{
    public ReadResult<EmbeddingRequest> ReadRequest(Operation operation, ReadOnlySpan<byte> body, string? pathModel) => throw new InvalidOperationException();
    public LossReport WriteRequest(EmbeddingRequest request, string model, IBufferWriter<byte> output) => throw new InvalidOperationException();
    public ReadResult<EmbeddingAnswer> ReadAnswer(EmbeddingRequest request, ReadOnlySpan<byte> body) => throw new InvalidOperationException();
    public void WriteAnswer(EmbeddingRequest request, EmbeddingAnswer answer, IBufferWriter<byte> output) => throw new InvalidOperationException();
}
