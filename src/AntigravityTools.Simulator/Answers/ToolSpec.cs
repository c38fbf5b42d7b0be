using System.Text.Json;

namespace AntigravityTools.Simulator.Answers;

/// <summary>A tool that the model may call.</summary>
internal sealed record ToolSpec(string Name, JsonElement? Schema)
{
    public string? Namespace { get; init; }

    public bool Custom { get; init; }
}
