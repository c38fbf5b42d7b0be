using AntigravityTools.Core.Storage;

namespace AntigravityTools.Core.Management.Backups;

/// <summary>What a backup is made of, and where its files are put together.</summary>
public sealed record BackupPlace
{
    /// <summary>The data directory; null where nothing is kept on disk, and so nothing can be backed up.</summary>
    public string? Directory { get; init; }

    /// <summary>Copies of the database; null where there is none.</summary>
    public IDatabaseCopies? Copies { get; init; }

    /// <summary>What encrypts credentials.</summary>
    public required ISecretProtector Protector { get; init; }

    /// <summary>The program's version, written into a backup.</summary>
    public required string Version { get; init; }

    /// <summary>Reads anew what the parts of the gateway hold of the database, after it was replaced.</summary>
    public required Func<CancellationToken, Task> Reload { get; init; }
}
