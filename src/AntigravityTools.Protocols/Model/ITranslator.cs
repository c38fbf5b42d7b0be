using System.Buffers;

namespace AntigravityTools.Protocols.Model;

/// <summary>
/// One protocol's way into and out of the canonical model. One stateless implementation per room, made of that room's readers and
/// writers. Reading is tolerant and never throws whatever the bytes are; writing is strict.
/// </summary>
public interface ITranslator
{
    /// <summary>Which of the four this is.</summary>
    Protocol Id { get; }

    /// <summary>Reads a client's request.</summary>
    /// <param name="operation"><see cref="Operation.Generate"/>, <see cref="Operation.Complete"/> or <see cref="Operation.CountTokens"/>.</param>
    /// <param name="body">The JSON body.</param>
    /// <param name="pathModel">The model that the path names (Gemini); else null.</param>
    /// <param name="stream">True where the path asks for a stream (Gemini); for the others the body decides.</param>
    ReadResult<ChatRequest> ReadRequest(Operation operation, ReadOnlyMemory<byte> body, string? pathModel, bool stream);

    /// <summary>Writes a request for an upstream. The messages have been repaired (<c>ConversationRepair</c>): every call has its result.</summary>
    WriteResult WriteRequest(ChatRequest request, UpstreamTarget target, IBufferWriter<byte> output);

    /// <summary>True where an upstream can not take this media by its address, so that the bytes must be fetched and inlined first.</summary>
    bool MustInline(Part.Media media, UpstreamTarget target);

    /// <summary>A reader for one streamed answer of an upstream.</summary>
    IStreamReader OpenReader();

    /// <summary>Reads a whole answer of an upstream as events; an answer that is an error in disguise yields one <see cref="StreamEvent.Failed"/>.</summary>
    void ReadAnswer(ReadOnlySpan<byte> body, List<StreamEvent> events);

    /// <summary>A writer for one streamed answer to a client, framing included.</summary>
    IStreamWriter OpenWriter(AnswerContext context);

    /// <summary>Writes a whole answer to a client from its events; they hold no <see cref="StreamEvent.Failed"/>.</summary>
    LossReport WriteAnswer(AnswerContext context, IReadOnlyList<StreamEvent> events, IBufferWriter<byte> output);
}
