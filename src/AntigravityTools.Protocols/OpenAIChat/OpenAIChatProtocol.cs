using System.Buffers;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIChat;

/// <summary>OpenAI Chat Completions and its siblings under <c>/v1</c>, as the gateway needs to know it.</summary>
internal sealed class OpenAIChatProtocol : IProtocol
{
    private const HeadFields Fields =
        HeadFields.Model | HeadFields.Stream | HeadFields.StreamOptions | HeadFields.PromptCacheKey;

    public Protocol Id => Protocol.OpenAIChat;

    public RequestHead ReadHead(Operation operation, ReadOnlySpan<byte> body) =>
        operation is Operation.RetrieveResponse or Operation.DeleteResponse or Operation.ListInputItems && body.IsEmpty
            ? new RequestHead()
            : Streamed(operation, RequestHeadReader.Read(Fields, body), body);

    // Speech has its own word for a stream.
    private static RequestHead Streamed(Operation operation, RequestHead head, ReadOnlySpan<byte> body) =>
        operation == Operation.Speak && head.Fault is null && JsonScan.Text(body, "stream_format"u8) == "sse" ? head with { Stream = true } : head;

    public IStreamTap OpenTap(Operation operation) => operation is Operation.Generate or Operation.Complete
        ? new OpenAIChatStreamTap()
        : new OpenAIMediaStreamTap();

    public TokenUsage ReadUsage(Operation operation, ReadOnlySpan<byte> body) =>
        operation == Operation.CountTokens ? TokenUsage.Unknown : OpenAIChatUsage.OfAnswer(body);

    public Fault ReadFault(int status, ReadOnlySpan<byte> body) => OpenAIChatFaults.Read(status, body);

    public Fault? ReadHiddenFault(ReadOnlySpan<byte> body) => OpenAIChatFaults.ReadHidden(body);

    public int StatusOf(Fault fault) => OpenAIChatFaults.StatusOf(fault);

    public void WriteFault(Fault fault, string requestId, IBufferWriter<byte> output) => OpenAIChatFaults.Write(fault, requestId, output);

    public void WriteStreamFault(Fault fault, StreamForm form, string requestId, IBufferWriter<byte> output) =>
        OpenAIChatFaults.WriteToStream(fault, form, requestId, output);

    public void WriteHeartbeat(StreamForm form, IBufferWriter<byte> output) => SseFrameWriter.WriteComment(output, "keep-alive"u8);
}
