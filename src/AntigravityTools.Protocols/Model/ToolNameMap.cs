using System.Collections.Frozen;

namespace AntigravityTools.Protocols.Model;

/// <summary>Which of the client's tools each changed upstream name means. Names that are not in it mean themselves.</summary>
/// <param name="Aliases">Upstream name to the client's tool.</param>
public sealed record ToolNameMap(FrozenDictionary<string, ToolAlias> Aliases)
{
    /// <summary>No name was changed.</summary>
    public static ToolNameMap Identity { get; } = new(FrozenDictionary<string, ToolAlias>.Empty);

    /// <summary>The client's tool for an upstream name, or null where the name was not changed.</summary>
    public ToolAlias? Find(string upstreamName) => Aliases.GetValueOrDefault(upstreamName);
}
