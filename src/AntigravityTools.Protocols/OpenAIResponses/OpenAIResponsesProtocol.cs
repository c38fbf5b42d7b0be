using System.Buffers;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>OpenAI Responses, as the gateway needs to know it.</summary>
internal sealed class OpenAIResponsesProtocol : IProtocol
{
    private const HeadFields Fields =
        HeadFields.Model | HeadFields.Stream | HeadFields.PromptCacheKey | HeadFields.Conversation | HeadFields.PreviousResponseId;

    public Protocol Id => Protocol.OpenAIResponses;

    public RequestHead ReadHead(Operation operation, ReadOnlySpan<byte> body) =>
        operation is Operation.RetrieveResponse or Operation.DeleteResponse or Operation.ListInputItems && body.IsEmpty
            ? new RequestHead()
            : RequestHeadReader.Read(Fields, body);

    public IStreamTap OpenTap(Operation operation) => new OpenAIResponsesStreamTap();

    public TokenUsage ReadUsage(Operation operation, ReadOnlySpan<byte> body) =>
        operation == Operation.CountTokens ? TokenUsage.Unknown : OpenAIResponsesUsage.OfAnswer(body);

    public Fault ReadFault(int status, ReadOnlySpan<byte> body) => OpenAIResponsesFaults.Read(status, body);

    public Fault? ReadHiddenFault(ReadOnlySpan<byte> body) => OpenAIResponsesFaults.ReadHidden(body);

    public int StatusOf(Fault fault) => OpenAIResponsesFaults.StatusOf(fault);

    public void WriteFault(Fault fault, string requestId, IBufferWriter<byte> output) => OpenAIResponsesFaults.Write(fault, requestId, output);

    public void WriteStreamFault(Fault fault, StreamForm form, string requestId, IBufferWriter<byte> output) =>
        OpenAIResponsesFaults.WriteToStream(fault, form, requestId, output);

    public void WriteHeartbeat(StreamForm form, IBufferWriter<byte> output) => SseFrameWriter.WriteComment(output, "keep-alive"u8);
}
