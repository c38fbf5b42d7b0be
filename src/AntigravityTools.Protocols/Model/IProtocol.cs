using System.Buffers;

namespace AntigravityTools.Protocols.Model;

/// <summary>What the gateway must know of one protocol without translating it. One implementation per room.</summary>
public interface IProtocol
{
    /// <summary>Which of the four this is.</summary>
    Protocol Id { get; }

    /// <summary>Scans a JSON request body once. Malformed JSON and wrong types of the fields read come back as <see cref="RequestHead.Fault"/>.</summary>
    RequestHead ReadHead(Operation operation, ReadOnlySpan<byte> body);

    /// <summary>A tap for one streamed answer.</summary>
    IStreamTap OpenTap(Operation operation);

    /// <summary>The usage of a whole answer; <see cref="TokenUsage.Unknown"/> where it names none or is cut.</summary>
    TokenUsage ReadUsage(Operation operation, ReadOnlySpan<byte> body);

    /// <summary>The fault of an error answer; never throws, whatever the bytes are (HTML, an array, an SSE frame, nothing).</summary>
    Fault ReadFault(int status, ReadOnlySpan<byte> body);

    /// <summary>The fault inside an answer that came with status 200, or null where the body is a real answer.</summary>
    Fault? ReadHiddenFault(ReadOnlySpan<byte> body);

    /// <summary>The HTTP status with which a fault reaches a client of this protocol.</summary>
    int StatusOf(Fault fault);

    /// <summary>Writes the JSON error body of this protocol. <paramref name="requestId"/> is the gateway's id.</summary>
    void WriteFault(Fault fault, string requestId, IBufferWriter<byte> output);

    /// <summary>Writes the error event that ends a started stream in this protocol, framing included.</summary>
    void WriteStreamFault(Fault fault, StreamForm form, string requestId, IBufferWriter<byte> output);

    /// <summary>Writes a keep-alive that this protocol's clients tolerate, framing included.</summary>
    void WriteHeartbeat(StreamForm form, IBufferWriter<byte> output);
}
