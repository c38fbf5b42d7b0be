namespace AntigravityTools.Protocols.Model;

/// <summary>A tool that the client offers to the model. The schema stays raw JSON text.</summary>
public sealed record ToolDefinition
{
    /// <summary>The name the client uses.</summary>
    public required string Name { get; init; }

    /// <summary>What the tool does, for the model.</summary>
    public string? Description { get; init; }

    /// <summary>JSON Schema of the arguments; absent where the tool takes none.</summary>
    public RawJson Parameters { get; init; }

    /// <summary>True where the client asked for exact adherence to the schema.</summary>
    public bool? Strict { get; init; }

    /// <summary>Fields only their own protocol understands; a hosted tool is nothing but these.</summary>
    public Extras? Extras { get; init; }
}
