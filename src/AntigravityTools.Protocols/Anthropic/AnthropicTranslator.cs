using System.Buffers;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Anthropic;

/// <summary>Anthropic Messages in and out of the canonical model.</summary>
internal sealed class AnthropicTranslator : ITranslator
{
    public Protocol Id => Protocol.Anthropic;

    public ReadResult<ChatRequest> ReadRequest(Operation operation, ReadOnlyMemory<byte> body, string? pathModel, bool stream) =>
        AnthropicRequestReader.Read(body, pathModel);

    public WriteResult WriteRequest(ChatRequest request, UpstreamTarget target, IBufferWriter<byte> output) =>
        new AnthropicRequestWriter(request, target).Write(output);

    // Anthropic fetches images and PDF itself; others that speak its protocol may not.
    public bool MustInline(Part.Media media, UpstreamTarget target) => target.IsLocal;

    public IStreamReader OpenReader() => new AnthropicStreamReader();

    public void ReadAnswer(ReadOnlySpan<byte> body, List<StreamEvent> events) => AnthropicResponseReader.Read(body, events);

    public IStreamWriter OpenWriter(AnswerContext context) => new AnthropicStreamWriter(context);

    public LossReport WriteAnswer(AnswerContext context, IReadOnlyList<StreamEvent> events, IBufferWriter<byte> output) =>
        AnthropicResponseWriter.Write(context, events, output);
}
