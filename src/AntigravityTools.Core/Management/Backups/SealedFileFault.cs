namespace AntigravityTools.Core.Management.Backups;

/// <summary>What came of decrypting a file.</summary>
internal enum SealedFileFault
{
    /// <summary>It was read whole.</summary>
    None,

    /// <summary>The passphrase does not fit.</summary>
    WrongPassphrase,

    /// <summary>It was changed or cut short.</summary>
    Broken,
}
