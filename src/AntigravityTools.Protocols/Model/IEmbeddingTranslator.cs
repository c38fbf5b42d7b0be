using System.Buffers;

namespace AntigravityTools.Protocols.Model;

/// <summary>One protocol's embeddings, in and out of the canonical model. OpenAI Chat and Gemini have them.</summary>
public interface IEmbeddingTranslator
{
    /// <summary>Reads a client's request (<see cref="Operation.Embed"/> or <see cref="Operation.EmbedBatch"/>).</summary>
    ReadResult<EmbeddingRequest> ReadRequest(Operation operation, ReadOnlySpan<byte> body, string? pathModel);

    /// <summary>Writes a request for an upstream, or says why it can not be. Several inputs go to Gemini as one batch.</summary>
    WriteResult WriteRequest(EmbeddingRequest request, string model, IBufferWriter<byte> output);

    /// <summary>Reads an upstream's answer to <paramref name="request"/>.</summary>
    ReadResult<EmbeddingAnswer> ReadAnswer(EmbeddingRequest request, ReadOnlySpan<byte> body);

    /// <summary>Writes the answer to a client.</summary>
    void WriteAnswer(EmbeddingRequest request, EmbeddingAnswer answer, IBufferWriter<byte> output);
}
