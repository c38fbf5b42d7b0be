namespace AntigravityTools.Core.Management.Backups;

/// <summary>An unpacked backup.</summary>
internal sealed record BackupContents
{
    /// <summary>Where the database copy lies.</summary>
    public required string Database { get; init; }

    /// <summary>The configuration's text.</summary>
    public required string Config { get; init; }

    /// <summary>The key that its credentials are encrypted with; null where it is not carried.</summary>
    public byte[]? Key { get; init; }

    /// <summary>What it says about itself.</summary>
    public required BackupView View { get; init; }
}
