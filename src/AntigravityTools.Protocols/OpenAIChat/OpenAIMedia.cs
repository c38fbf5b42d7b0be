using System.Buffers;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIChat;

/// <summary><c>/v1/images/*</c> and <c>/v1/audio/*</c> for models that make pictures, speech and transcripts as parts of an answer.</summary>
internal sealed class OpenAIMedia : IMediaTranslator
{
    public ReadResult<MediaRequest> ReadRequest(Operation operation, string? contentType, ReadOnlyMemory<byte> body)
    {
        try
        {
            var fields = OpenAIMediaFields.Read(contentType, body);
            return operation switch
            {
                Operation.GenerateImage or Operation.EditImage => OpenAIImageReader.Read(operation, fields),
                Operation.Transcribe or Operation.TranslateAudio => OpenAITranscriptReader.Read(operation, fields),
                Operation.Speak => OpenAISpeechReader.Read(fields),
                _ => new Fault { Kind = FaultKind.Unsupported, Message = $"No model of another provider can do this call ({operation})." },
            };
        }
        catch (FieldException wrong)
        {
            return wrong.ToFault();
        }
        catch (JsonException malformed)
        {
            return new Fault { Kind = FaultKind.InvalidRequest, Message = $"The body is not valid JSON: {malformed.Message}" };
        }
    }

    public ReadResult<string> WriteAnswer(MediaRequest request, IReadOnlyList<Answer> answers, DateTimeOffset startedAt, IBufferWriter<byte> output) => request.Operation switch
    {
        Operation.GenerateImage or Operation.EditImage => OpenAIImageWriter.Write(request, answers, startedAt, output),
        Operation.Speak => OpenAISpeechWriter.Write(request, answers[0], output),
        _ => OpenAITranscriptWriter.Write(request, answers[0], output),
    };
}
