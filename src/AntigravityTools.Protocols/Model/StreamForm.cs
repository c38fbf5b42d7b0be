namespace AntigravityTools.Protocols.Model;

/// <summary>How a streamed answer is framed towards the client.</summary>
public enum StreamForm
{
    /// <summary>Server-sent events (WHATWG HTML §9.2).</summary>
    Sse,

    /// <summary>One JSON array that grows, Gemini's <c>streamGenerateContent</c> without <c>alt=sse</c>.</summary>
    JsonArray,

    /// <summary>The same array before its first element was sent: an error has to open it.</summary>
    JsonArrayStart,
}
