using System.Buffers;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>Google Gemini, as the gateway needs to know it.</summary>
internal sealed class GeminiProtocol : IProtocol
{
    private const HeadFields Fields =
        HeadFields.ServerObject;

    public Protocol Id => Protocol.Gemini;

    public RequestHead ReadHead(Operation operation, ReadOnlySpan<byte> body) =>
        operation is Operation.RetrieveResponse or Operation.DeleteResponse or Operation.ListInputItems && body.IsEmpty
            ? new RequestHead()
            : RequestHeadReader.Read(Fields, body);

    public IStreamTap OpenTap(Operation operation) => new GeminiStreamTap();

    public TokenUsage ReadUsage(Operation operation, ReadOnlySpan<byte> body) =>
        operation == Operation.CountTokens ? TokenUsage.Unknown : GeminiUsage.OfAnswer(body);

    public Fault ReadFault(int status, ReadOnlySpan<byte> body) => GeminiFaults.Read(status, body);

    public Fault? ReadHiddenFault(ReadOnlySpan<byte> body) => GeminiFaults.ReadHidden(body);

    public int StatusOf(Fault fault) => GeminiFaults.StatusOf(fault);

    public void WriteFault(Fault fault, string requestId, IBufferWriter<byte> output) => GeminiFaults.Write(fault, requestId, output);

    public void WriteStreamFault(Fault fault, StreamForm form, string requestId, IBufferWriter<byte> output) =>
        GeminiFaults.WriteToStream(fault, form, requestId, output);

    public void WriteHeartbeat(StreamForm form, IBufferWriter<byte> output)
    {
        if (form == StreamForm.Sse)
        {
            // A frame of its own: Google's SDK skips a data line that shares its frame with a comment.
            SseFrameWriter.WriteComment(output, "keep-alive"u8);
        }
        else
        {
            output.Write("\n"u8);
        }
    }
}
