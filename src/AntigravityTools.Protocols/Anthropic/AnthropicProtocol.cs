using System.Buffers;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Anthropic;

/// <summary>Anthropic Messages, as the gateway needs to know it.</summary>
internal sealed class AnthropicProtocol : IProtocol
{
    private const HeadFields Fields =
        HeadFields.Model | HeadFields.Stream | HeadFields.UserId | HeadFields.ServerObject;

    public Protocol Id => Protocol.Anthropic;

    public RequestHead ReadHead(Operation operation, ReadOnlySpan<byte> body) =>
        operation is Operation.RetrieveResponse or Operation.DeleteResponse or Operation.ListInputItems && body.IsEmpty
            ? new RequestHead()
            : RequestHeadReader.Read(Fields, body);

    public IStreamTap OpenTap(Operation operation) => new AnthropicStreamTap();

    public TokenUsage ReadUsage(Operation operation, ReadOnlySpan<byte> body) =>
        operation == Operation.CountTokens ? TokenUsage.Unknown : AnthropicUsage.OfAnswer(body);

    public Fault ReadFault(int status, ReadOnlySpan<byte> body) => AnthropicFaults.Read(status, body);

    public Fault? ReadHiddenFault(ReadOnlySpan<byte> body) => AnthropicFaults.ReadHidden(body);

    public int StatusOf(Fault fault) => AnthropicFaults.StatusOf(fault);

    public void WriteFault(Fault fault, string requestId, IBufferWriter<byte> output) => AnthropicFaults.Write(fault, requestId, output);

    public void WriteStreamFault(Fault fault, StreamForm form, string requestId, IBufferWriter<byte> output) =>
        AnthropicFaults.WriteToStream(fault, form, requestId, output);

    public void WriteHeartbeat(StreamForm form, IBufferWriter<byte> output) =>
        SseFrameWriter.Write(output, "ping"u8, "{\"type\": \"ping\"}"u8);
}
