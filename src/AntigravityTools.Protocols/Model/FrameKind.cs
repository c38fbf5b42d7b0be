namespace AntigravityTools.Protocols.Model;

/// <summary>What a streamed frame means for the commit point (product.md §4).</summary>
public enum FrameKind
{
    /// <summary>Opening ceremony, pings, role-only or empty chunks, comments: held back until content comes.</summary>
    Preamble,

    /// <summary>Text, reasoning or a tool call: the client may see it, and from here on no other account can take over.</summary>
    Content,

    /// <summary>
    /// The upstream's own end of the answer (a finish reason, message_stop, response.completed, [DONE]). Several frames can be terminal,
    /// and usage can follow: read on until the input ends.
    /// </summary>
    Terminal,

    /// <summary>An error inside the stream.</summary>
    Error,

    /// <summary>
    /// Nothing but usage: the chat chunk with <c>choices: []</c> behind the finish reason. It is for the client where the client asked
    /// for it; where the gateway did (<c>TranslationPlan.Patched.IncludeUsage</c>), it is read and not passed on.
    /// </summary>
    UsageOnly,
}
