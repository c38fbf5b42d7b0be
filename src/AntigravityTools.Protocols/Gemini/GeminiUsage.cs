using System.Text;
using System.Text.Json;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>Finds and reads the usage of an answer (<see cref="GeminiCounts"/> says how it counts).</summary>
internal static class GeminiUsage
{
    /// <summary>The usage of an answer, bare, in Code Assist's envelope, or of the last element of an array of chunks.</summary>
    internal static TokenUsage OfAnswer(ReadOnlySpan<byte> answer)
    {
        if (answer.TrimStart(" \t\r\n"u8) is not [(byte)'[', ..])
        {
            return GeminiChunk.Read(answer) is { Usage: { IsEmpty: false } usage } ? Read(usage) : TokenUsage.Unknown;
        }

        var last = TokenUsage.Unknown;
        var elements = new JsonArrayFrameReader();
        while (elements.TryRead(answer, endOfInput: true, out var element, out var consumed))
        {
            last = GeminiChunk.Read(element.Data) is { Usage: { IsEmpty: false } usage } && Counts(usage) ? Read(usage) : last;
            answer = answer[consumed..];
        }

        return last;
    }

    /// <summary>False where the object names no tokens, as on Vertex's intermediate chunks, which tell only the traffic type.</summary>
    internal static bool Counts(ReadOnlySpan<byte> usage) =>
        usage.IndexOf("TokenCount"u8) >= 0 || usage.IndexOf("token_count"u8) >= 0;

    /// <summary>The usage of one object, its text kept; unknown where it is cut or none.</summary>
    internal static TokenUsage Read(ReadOnlySpan<byte> usage)
    {
        try
        {
            var reader = new Utf8JsonReader(usage, JsonScan.Options);
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject
                ? GeminiCounts.Read(ref reader).ToUsage(Encoding.UTF8.GetString(usage))
                : TokenUsage.Unknown;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return TokenUsage.Unknown;
        }
    }
}
