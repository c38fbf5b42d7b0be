namespace AntigravityTools.Protocols.Model;

/// <summary>What a <see cref="ToolDefinition"/> is.</summary>
public enum ToolKind
{
    /// <summary>A function that the client runs; arguments follow a schema.</summary>
    Function,

    /// <summary>A tool that the client runs with free text as input (OpenAI <c>custom</c>).</summary>
    Custom,

    /// <summary>The provider's own web search.</summary>
    WebSearch,

    /// <summary>The provider's own reading of web pages (Anthropic <c>web_fetch</c>, Gemini <c>urlContext</c>).</summary>
    WebFetch,

    /// <summary>The provider's own code execution.</summary>
    CodeExecution,

    /// <summary>Anything else only its own protocol knows; <see cref="ToolDefinition.Native"/> holds it whole.</summary>
    Hosted,
}
