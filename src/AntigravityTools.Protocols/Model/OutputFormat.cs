namespace AntigravityTools.Protocols.Model;

/// <summary>The JSON that the answer's text is to be.</summary>
public sealed record OutputFormat
{
    /// <summary>JSON Schema of the answer; absent means any JSON object (<c>json_object</c>).</summary>
    public RawJson Schema { get; init; }

    /// <summary>The schema's name, where the protocol has one.</summary>
    public string? Name { get; init; }

    /// <summary>What the schema is for.</summary>
    public string? Description { get; init; }

    /// <summary>True where exact adherence was asked for.</summary>
    public bool? Strict { get; init; }
}
