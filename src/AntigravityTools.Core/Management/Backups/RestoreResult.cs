using System.Collections.Immutable;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Management.Backups;

/// <summary>What came of a restore, or of the look before it.</summary>
public sealed record RestoreResult
{
    /// <summary>Why nothing was changed; empty where it went well.</summary>
    public ImmutableArray<FieldError> Errors { get; init; } = [];

    /// <summary>What the backup says about itself; null where it can not be read.</summary>
    public BackupView? Backup { get; init; }

    /// <summary>True where everything was replaced; false for a look alone.</summary>
    public bool Restored { get; init; }

    /// <summary>Accounts whose credential can not be decrypted here; they have to be entered again.</summary>
    public int LockedAccounts { get; init; }
}
