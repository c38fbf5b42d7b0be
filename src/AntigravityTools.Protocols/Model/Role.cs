namespace AntigravityTools.Protocols.Model;

/// <summary>Who speaks in a message.</summary>
public enum Role
{
    /// <summary>The operator's instructions; legal anywhere in a conversation.</summary>
    System,

    /// <summary>The person or program that asks.</summary>
    User,

    /// <summary>The model.</summary>
    Assistant,

    /// <summary>A tool's result.</summary>
    Tool,
}
