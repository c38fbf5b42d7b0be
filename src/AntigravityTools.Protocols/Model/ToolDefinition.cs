using System.Collections.Immutable;

namespace AntigravityTools.Protocols.Model;

/// <summary>A tool that the client offers to the model. The schema stays raw JSON text.</summary>
public sealed record ToolDefinition
{
    /// <summary>What it is.</summary>
    public ToolKind Kind { get; init; }

    /// <summary>The name the client uses; for hosted tools their type.</summary>
    public required string Name { get; init; }

    /// <summary>The namespace that groups it (Responses <c>namespace</c> tools); null where it stands alone.</summary>
    public string? Namespace { get; init; }

    /// <summary>What the tool does, for the model.</summary>
    public string? Description { get; init; }

    /// <summary>JSON Schema of the arguments; absent where the tool takes none.</summary>
    public RawJson Parameters { get; init; }

    /// <summary>True where the client asked for exact adherence to the schema.</summary>
    public bool? Strict { get; init; }

    /// <summary>The grammar of a custom tool's input (<c>format</c>); absent means free text.</summary>
    public RawJson Format { get; init; }

    /// <summary>Web domains a search may use; empty means all.</summary>
    public ImmutableArray<string> AllowedDomains { get; init; } = [];

    /// <summary>Web domains a search may not use.</summary>
    public ImmutableArray<string> BlockedDomains { get; init; } = [];

    /// <summary>True where the provider may cache the prompt up to here.</summary>
    public bool CacheHint { get; init; }

    /// <summary>The protocol and the whole JSON of a tool that is not a function; null for functions and custom tools.</summary>
    public Part.Opaque? Native { get; init; }

    /// <summary>Fields only their own protocol understands.</summary>
    public Extras? Extras { get; init; }
}
