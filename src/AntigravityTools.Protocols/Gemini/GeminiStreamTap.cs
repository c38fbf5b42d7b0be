using System.Buffers;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>Reads along <c>GenerateContentResponse</c> chunks. Usage is cumulative, so the last one that counts tokens stands.</summary>
internal sealed class GeminiStreamTap : IStreamTap
{
    private readonly ArrayBufferWriter<byte> _usage = new();

    public TokenUsage Usage => _usage.WrittenCount == 0 ? TokenUsage.Unknown : GeminiUsage.Read(_usage.WrittenSpan);

    public Fault? Fault { get; private set; }

    public bool Completed { get; private set; }

    public string? ResponseId => null;

    public FrameKind Observe(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data)
    {
        if (data is not [(byte)'{', ..])
        {
            return FrameKind.Preamble;
        }

        var chunk = GeminiChunk.Read(data);
        if (!chunk.Usage.IsEmpty && GeminiUsage.Counts(chunk.Usage))
        {
            _usage.ResetWrittenCount();
            _usage.Write(chunk.Usage);
        }

        if (chunk.IsError)
        {
            Fault = FaultReader.Read(0, data);
            return FrameKind.Error;
        }

        if (!chunk.Ends)
        {
            return chunk.HasContent ? FrameKind.Content : FrameKind.Preamble;
        }

        Completed = true;
        return FrameKind.Terminal;
    }
}
