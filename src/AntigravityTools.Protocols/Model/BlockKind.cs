namespace AntigravityTools.Protocols.Model;

/// <summary>What a streamed block holds.</summary>
public enum BlockKind
{
    /// <summary>Visible text.</summary>
    Text,

    /// <summary>Reasoning text, shown or withheld.</summary>
    Reasoning,

    /// <summary>A call of a tool.</summary>
    ToolCall,

    /// <summary>A refusal in the model's words.</summary>
    Refusal,
}
