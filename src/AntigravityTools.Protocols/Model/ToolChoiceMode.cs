namespace AntigravityTools.Protocols.Model;

/// <summary>The rules of <see cref="ToolChoice"/> (protocols.md §2.1).</summary>
public enum ToolChoiceMode
{
    /// <summary>The model decides.</summary>
    Auto,

    /// <summary>No tool may be called.</summary>
    None,

    /// <summary>Some tool must be called: OpenAI <c>required</c>, Anthropic <c>any</c>, Gemini <c>ANY</c>.</summary>
    Required,

    /// <summary>One named tool must be called.</summary>
    Named,

    /// <summary>Only listed tools may be called (<c>allowed_tools</c> with mode auto; Gemini <c>VALIDATED</c> with names).</summary>
    Allowed,

    /// <summary>One of the listed tools must be called (<c>allowed_tools</c> with mode required; Gemini <c>ANY</c> with several names).</summary>
    AllowedRequired,
}
