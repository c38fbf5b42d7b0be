using System.Collections.Immutable;

namespace AntigravityTools.Core.Clients;

/// <summary>What has to be known to undo a connection: kept once, however often the client is connected again.</summary>
internal sealed record Connection
{
    /// <summary>The client's name.</summary>
    public required string Client { get; init; }

    /// <summary>When it was first connected.</summary>
    public required DateTimeOffset ConnectedAt { get; init; }

    /// <summary>The files.</summary>
    public required ImmutableArray<ConnectedFile> Files { get; init; }

    /// <summary>True where a file holds something that was written neither by us nor before us.</summary>
    internal bool IsChanged => Files.Any(file => file.IsChanged);
}
