using System.Buffers;

namespace AntigravityTools.Protocols.Model;

/// <summary>
/// The client's side of a protocol's image and audio calls: read as requests for a model's answer, answered from what the model gave.
/// Only OpenAI has such calls; elsewhere pictures and sound are parts of an answer.
/// </summary>
public interface IMediaTranslator
{
    /// <summary>Reads a client's call.</summary>
    /// <param name="operation">One of the image and audio operations.</param>
    /// <param name="contentType">The body's media type, which names a form's boundary.</param>
    /// <param name="body">JSON, or a multipart form.</param>
    ReadResult<MediaRequest> ReadRequest(Operation operation, string? contentType, ReadOnlyMemory<byte> body);

    /// <summary>Writes the answer to the client, and returns its media type; or the fault where the answers hold nothing of what was asked for.</summary>
    ReadResult<string> WriteAnswer(MediaRequest request, IReadOnlyList<Answer> answers, DateTimeOffset startedAt, IBufferWriter<byte> output);
}
