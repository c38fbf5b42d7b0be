using System.Buffers;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>Writes a whole response: the object that its stream would have ended with.</summary>
internal static class OpenAIResponsesResponseWriter
{
    internal static LossReport Write(AnswerContext context, IReadOnlyList<StreamEvent> events, IBufferWriter<byte> output)
    {
        using var stream = new OpenAIResponsesStreamWriter(context);
        var frames = new ArrayBufferWriter<byte>(4096);
        foreach (var item in events)
        {
            stream.Write(item, frames);
            frames.ResetWrittenCount();
        }

        var losses = stream.Complete(frames);
        var (status, incomplete, fault) = stream.Ending;
        using var json = JsonWriters.Open(output);
        stream.Resource.Write(json, status, incomplete, fault);
        return losses;
    }
}
