using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>One entry of <c>contents</c> before it is written.</summary>
/// <param name="IsModel">True for the role <c>model</c>, false for <c>user</c>.</param>
/// <param name="Place">The client's field that the first message in it was read from.</param>
/// <param name="Parts">What is said.</param>
internal sealed record GeminiTurn(bool IsModel, string Place, List<Part> Parts)
{
    /// <summary>Google's own fields of the first message that has any.</summary>
    internal Extras? Extras { get; set; }
}
