using System.Collections.Frozen;

namespace AntigravityTools.Protocols.Schemas;

/// <summary>Which words of JSON Schema a target takes: the table that <see cref="SchemaWriter"/> follows.</summary>
public sealed record SchemaDialect
{
    /// <summary>The target's name in a loss.</summary>
    public required string Target { get; init; }

    /// <summary>Words that are written with their value as it stands; the structural ones (<c>type</c>, <c>properties</c>, <c>anyOf</c> …) are always known.</summary>
    public required FrozenSet<string> Words { get; init; }

    /// <summary>Words that say nothing about a value, so that leaving them out is no loss.</summary>
    public required FrozenSet<string> Silent { get; init; }

    /// <summary>Words that a description can tell as well; they go there when the target lacks them.</summary>
    public required FrozenSet<string> Hints { get; init; }

    /// <summary>The values of <c>format</c> per type.</summary>
    public required FrozenDictionary<string, FrozenSet<string>> Formats { get; init; }

    /// <summary>True where types are written in upper case.</summary>
    public bool UpperCaseTypes { get; init; }
}
