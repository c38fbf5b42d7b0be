namespace AntigravityTools.Core.Management.Backups;

/// <summary>What a backup says about itself.</summary>
public sealed record BackupView
{
    /// <summary>The version of the program that made it.</summary>
    public required string Version { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How many accounts are in it.</summary>
    public required int Accounts { get; init; }

    /// <summary>Size of the database in it, in bytes.</summary>
    public required long DatabaseBytes { get; init; }

    /// <summary>The protector that encrypted its credentials.</summary>
    public required string Protector { get; init; }

    /// <summary>True where it carries the keys too, so that it works on another machine.</summary>
    public bool HasSecrets { get; init; }
}
