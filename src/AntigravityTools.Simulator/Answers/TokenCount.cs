using System.Text;

namespace AntigravityTools.Simulator.Answers;

/// <summary>A plausible token count: four UTF-8 bytes to a token.</summary>
internal static class TokenCount
{
    public static int Of(string? text) => string.IsNullOrEmpty(text) ? 0 : (Encoding.UTF8.GetByteCount(text) + 3) / 4;
}
