using System.Collections.Immutable;

namespace AntigravityTools.Core.Records;

/// <summary>A client program whose settings this gateway can write, as it stands now. Holds no secret.</summary>
public sealed record ClientView
{
    /// <summary>The name on the command line and in addresses.</summary>
    public required string Name { get; init; }

    /// <summary>The name that people know.</summary>
    public required string Title { get; init; }

    /// <summary>How it stands to this gateway.</summary>
    public required ClientState State { get; init; }

    /// <summary>The settings files, whole paths.</summary>
    public required ImmutableArray<string> Files { get; init; }

    /// <summary>True where one of the files is there.</summary>
    public required bool Found { get; init; }

    /// <summary>The base URL in its settings; null where it calls its vendor.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>Why the settings can not be read, and where.</summary>
    public string? Problem { get; init; }

    /// <summary>When it was connected; null where there is nothing to restore.</summary>
    public DateTimeOffset? ConnectedAt { get; init; }

    /// <summary>True where a file was changed after connecting, so that restoring it would lose that change.</summary>
    public bool ChangedSince { get; init; }
}
