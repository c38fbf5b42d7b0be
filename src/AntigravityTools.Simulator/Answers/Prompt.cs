using System.Text.Json;

namespace AntigravityTools.Simulator.Answers;

/// <summary>What an answer depends on, read from any of the four request shapes.</summary>
internal sealed record Prompt
{
    public required string Model { get; init; }

    /// <summary>The text of the last user turn (its last text part).</summary>
    public required string LastUserText { get; init; }

    /// <summary>The last tool result, when it came after the last user text.</summary>
    public string? ToolResult { get; init; }

    public IReadOnlyList<ToolSpec> Tools { get; init; } = [];

    /// <summary>True when a tool must be called.</summary>
    public bool ToolRequired { get; init; }

    /// <summary>The tool that must be called.</summary>
    public string? ForcedTool { get; init; }

    public bool ParallelTools { get; init; } = true;

    /// <summary>The prompt in parts, in order, for counting and for the prompt cache.</summary>
    public required IReadOnlyList<string> Segments { get; init; }

    public int? MaxTokens { get; init; }

    public IReadOnlyList<string> StopSequences { get; init; } = [];

    public bool WantsReasoning { get; init; }

    /// <summary>The JSON Schema that the text must follow.</summary>
    public JsonElement? ResponseSchema { get; init; }

    /// <summary>True when the text must be JSON of any shape.</summary>
    public bool JsonText { get; init; }

    /// <summary>False when the provider caches only what the request marks, and nothing is marked.</summary>
    public bool Caches { get; init; } = true;

    public int Tokens => Segments.Sum(TokenCount.Of);
}
