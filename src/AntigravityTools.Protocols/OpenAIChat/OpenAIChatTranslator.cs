using System.Buffers;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIChat;

/// <summary>Chat Completions in and out of the canonical model.</summary>
internal sealed class OpenAIChatTranslator : ITranslator
{
    public Protocol Id => Protocol.OpenAIChat;

    public ReadResult<ChatRequest> ReadRequest(Operation operation, ReadOnlyMemory<byte> body, string? pathModel, bool stream) =>
        operation == Operation.Complete ? OpenAICompletions.ReadRequest(body) : OpenAIChatRequestReader.Read(body);

    public WriteResult WriteRequest(ChatRequest request, UpstreamTarget target, IBufferWriter<byte> output) =>
        new OpenAIChatRequestWriter(request, target).Write(output);

    // Pictures go by address where the server fetches them itself.
    public bool MustInline(Part.Media media, UpstreamTarget target) =>
        target.IsLocal || media.Kind is MediaKind.Document or MediaKind.Audio;

    public IStreamReader OpenReader() => new OpenAIChatStreamReader();

    public void ReadAnswer(ReadOnlySpan<byte> body, List<StreamEvent> events) => OpenAIChatResponseReader.Read(body, events);

    public IStreamWriter OpenWriter(AnswerContext context) => new OpenAIChatStreamWriter(context);

    public LossReport WriteAnswer(AnswerContext context, IReadOnlyList<StreamEvent> events, IBufferWriter<byte> output) =>
        OpenAIChatResponseWriter.Write(context, events, output);
}
