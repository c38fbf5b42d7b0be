namespace AntigravityTools.Simulator.Scripting;

/// <summary>One tool call of an <see cref="Answer"/>.</summary>
/// <param name="Name">The tool's name.</param>
/// <param name="Arguments">The arguments as JSON text; for a custom tool its free-form input.</param>
public sealed record AnswerToolCall(string Name, string Arguments)
{
    /// <summary>The Responses namespace that the tool lives in.</summary>
    public string? Namespace { get; init; }

    /// <summary>True for OpenAI's custom (free-form) tools.</summary>
    public bool Custom { get; init; }
}
