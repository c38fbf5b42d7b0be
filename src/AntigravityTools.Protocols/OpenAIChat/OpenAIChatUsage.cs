using System.Text;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIChat;

/// <summary>Finds and reads the usage of a chat completion and its siblings (<see cref="OpenAIChatCounts"/> says how it counts).</summary>
internal static class OpenAIChatUsage
{
    internal static TokenUsage OfAnswer(ReadOnlySpan<byte> answer) =>
        TryFind(answer, out var usage) ? Read(usage) : TokenUsage.Unknown;

    /// <summary>The usage object of an answer or chunk: at the top, or where Groq and Moonshot put it.</summary>
    internal static bool TryFind(ReadOnlySpan<byte> json, out ReadOnlySpan<byte> usage)
    {
        if (JsonScan.TryFind(json, "usage"u8, out usage) && usage[0] == (byte)'{')
        {
            return true;
        }

        if (JsonScan.TryFind(json, "x_groq"u8, out var vendor) && JsonScan.TryFind(vendor, "usage"u8, out usage) && usage[0] == (byte)'{')
        {
            return true;
        }

        return JsonScan.TryFind(json, "choices"u8, out var choices)
            && choices[1..].TrimStart(" \t\r\n"u8) is [(byte)'{', ..] first
            && JsonScan.TryFind(first, "usage"u8, out usage)
            && usage[0] == (byte)'{';
    }

    internal static TokenUsage Read(ReadOnlySpan<byte> usage) => OpenAIChatCounts.Read(usage).ToUsage(Encoding.UTF8.GetString(usage));
}
