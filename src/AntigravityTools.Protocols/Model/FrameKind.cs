namespace AntigravityTools.Protocols.Model;

/// <summary>What a streamed frame means for the commit point (product.md §4).</summary>
public enum FrameKind
{
    /// <summary>Opening ceremony, pings, role-only or empty chunks, comments: held back until content comes.</summary>
    Preamble,

    /// <summary>Text, reasoning or a tool call: the client may see it, and from here on no other account can take over.</summary>
    Content,

    /// <summary>The upstream's own end of the answer (a finish reason, message_stop, response.completed, [DONE]).</summary>
    Terminal,

    /// <summary>An error inside the stream.</summary>
    Error,
}
