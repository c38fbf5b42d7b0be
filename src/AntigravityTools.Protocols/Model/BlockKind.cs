namespace AntigravityTools.Protocols.Model;

/// <summary>What a streamed block holds.</summary>
public enum BlockKind
{
    /// <summary>Visible text.</summary>
    Text,

    /// <summary>Reasoning text, shown or withheld.</summary>
    Reasoning,

    /// <summary>Reasoning that the provider gives only in encrypted form; its data is the signature of the block's end.</summary>
    RedactedReasoning,

    /// <summary>A call of a function; its arguments come as JSON fragments.</summary>
    ToolCall,

    /// <summary>A call of a custom tool; its input comes as text.</summary>
    CustomToolCall,

    /// <summary>A refusal in the model's words.</summary>
    Refusal,

    /// <summary>A web search that the provider makes; its query comes as text, its results as citations.</summary>
    WebSearch,

    /// <summary>An image, audio or video that the model made; it comes whole.</summary>
    Media,
}
