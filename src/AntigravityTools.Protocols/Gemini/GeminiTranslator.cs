using System.Buffers;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>Gemini <c>generateContent</c> in and out of the canonical model.</summary>
internal sealed class GeminiTranslator : ITranslator
{
    public Protocol Id => Protocol.Gemini;

    public ReadResult<ChatRequest> ReadRequest(Operation operation, ReadOnlyMemory<byte> body, string? pathModel, bool stream) =>
        GeminiRequestReader.Read(body, pathModel, stream);

    public WriteResult WriteRequest(ChatRequest request, UpstreamTarget target, IBufferWriter<byte> output) =>
        new GeminiRequestWriter(request, target).Write(output);

    public bool MustInline(Part.Media media, UpstreamTarget target) => media.Address is { } address && !GeminiMedia.IsOwn(address);

    public IStreamReader OpenReader() => new GeminiStreamReader();

    public void ReadAnswer(ReadOnlySpan<byte> body, List<StreamEvent> events) => GeminiResponseReader.Read(body, events);

    public IStreamWriter OpenWriter(AnswerContext context) => new GeminiStreamWriter(context);

    public LossReport WriteAnswer(AnswerContext context, IReadOnlyList<StreamEvent> events, IBufferWriter<byte> output) =>
        GeminiResponseWriter.Write(context, events, output);
}
