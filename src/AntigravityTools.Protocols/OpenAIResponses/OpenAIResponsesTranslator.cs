using System.Buffers;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>OpenAI Responses in and out of the canonical model.</summary>
internal sealed class OpenAIResponsesTranslator : ITranslator
{
    public Protocol Id => Protocol.OpenAIResponses;

    public ReadResult<ChatRequest> ReadRequest(Operation operation, ReadOnlyMemory<byte> body, string? pathModel, bool stream) =>
        OpenAIResponsesRequestReader.Read(body);

    public WriteResult WriteRequest(ChatRequest request, UpstreamTarget target, IBufferWriter<byte> output) =>
        OpenAIResponsesRequestWriter.Write(request, target, output);

    // OpenAI fetches pictures and files itself; a local model server fetches nothing.
    public bool MustInline(Part.Media media, UpstreamTarget target) =>
        target.IsLocal || (media.Address is { } address && !address.StartsWith("http", StringComparison.OrdinalIgnoreCase));

    public IStreamReader OpenReader() => new OpenAIResponsesStreamReader();

    public void ReadAnswer(ReadOnlySpan<byte> body, List<StreamEvent> events) => OpenAIResponsesResponseReader.Read(body, events);

    public IStreamWriter OpenWriter(AnswerContext context) => new OpenAIResponsesStreamWriter(context);

    public LossReport WriteAnswer(AnswerContext context, IReadOnlyList<StreamEvent> events, IBufferWriter<byte> output) =>
        OpenAIResponsesResponseWriter.Write(context, events, output);
}
