using System.Collections.Immutable;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage;

namespace AntigravityTools.Core.Management.Backups;

/// <summary>
/// Backs up and restores everything that a gateway keeps, while it runs. Without a passphrase a backup reveals no secret and fits the
/// machine it came from; with one it is encrypted as a whole and carries the keys too, so that it fits any machine.
/// </summary>
public sealed class BackupCommands(BackupPlace place, ConfigStore config, AccountCommands accounts, TimeProvider time) : IDisposable
{
    private const int ShortestPassphrase = 8;
    private const string UndoFolder = "backups";
    private const string UndoName = "before-restore.zip";
    private static readonly ImmutableArray<FieldError> NothingKept = [new("", "This gateway keeps nothing on disk (--ephemeral), so there is nothing to back up or to restore into.")];
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>False where nothing is kept on disk.</summary>
    public bool IsPossible => place.Directory is not null && place.Copies is not null;

    /// <summary>True where the state before the last restore can be brought back.</summary>
    public bool CanUndo => UndoPath is { } path && File.Exists(path);

    private string? UndoPath => place.Directory is { } directory ? Path.Combine(directory, UndoFolder, UndoName) : null;

    /// <summary>What a backup made now is called.</summary>
    public string FileName(bool isSealed) => $"antigravity-tools-{time.GetUtcNow():yyyyMMdd-HHmmss}.{(isSealed ? "agtbackup" : "zip")}";

    /// <summary>Makes a backup; the stream is a file that goes away when it is closed.</summary>
    public async Task<(Stream? File, ImmutableArray<FieldError> Errors)> CreateAsync(string? passphrase, CancellationToken cancellationToken)
    {
        if (!IsPossible)
        {
            return (null, NothingKept);
        }

        if (passphrase is { Length: < ShortestPassphrase })
        {
            return (null, [new FieldError("passphrase", $"The passphrase must have at least {ShortestPassphrase} characters.")]);
        }

        using var folder = new BackupFolder(place.Directory!);
        var path = folder.In("packed");
        await PackAsync(folder, path, withSecrets: passphrase is not null, cancellationToken).ConfigureAwait(false);
        return (await Task.Run(() => Deliver(path, passphrase), cancellationToken).ConfigureAwait(false), []);
    }

    /// <summary>A file for a backup that comes in: its owner's alone, gone when it is closed.</summary>
    public FileStream OpenUpload() => BackupFolder.OpenPassing(place.Directory ?? Path.GetTempPath());

    /// <summary>Reads a backup in full from a stream that can be read twice, and unless it is a look alone puts it in the place of everything that is there.</summary>
    public async Task<RestoreResult> RestoreAsync(Stream file, string? passphrase, bool dryRun, CancellationToken cancellationToken)
    {
        if (!IsPossible)
        {
            return new RestoreResult { Errors = NothingKept };
        }

        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using var folder = new BackupFolder(place.Directory!);
            file.Position = 0;
            var (contents, errors) = await Task.Run(() => Open(file, folder, passphrase), cancellationToken).ConfigureAwait(false);
            return contents is null ? new RestoreResult { Errors = errors }
                : dryRun ? new RestoreResult { Backup = contents.View }
                : await ReplaceAsync(contents, folder, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Brings back what was there before the last restore; the restore itself can be undone the same way.</summary>
    public async Task<RestoreResult> UndoAsync(CancellationToken cancellationToken)
    {
        if (!CanUndo)
        {
            return new RestoreResult { Errors = [new FieldError("", "There is no restore to undo.")] };
        }

        await using var file = File.OpenRead(UndoPath!);
        return await RestoreAsync(file, null, dryRun: false, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private (BackupContents? Contents, ImmutableArray<FieldError> Errors) Open(Stream file, BackupFolder folder, string? passphrase)
    {
        if (SealedFile.Is(file) && string.IsNullOrEmpty(passphrase))
        {
            return (null, [new FieldError("passphrase", "This backup is encrypted: give the passphrase that it was made with.")]);
        }

        using var plain = SealedFile.Is(file) ? new FileStream(folder.In("plain"), FileMode.CreateNew, FileAccess.ReadWrite) : null;
        var fault = plain is null ? SealedFileFault.None : SealedFile.Open(file, plain, passphrase!);
        if (fault != SealedFileFault.None)
        {
            return (null, [fault == SealedFileFault.WrongPassphrase ? new FieldError("passphrase", "The passphrase is not the one that this backup was made with.") : new FieldError("file", BackupArchive.Broken)]);
        }

        var (contents, error) = BackupArchive.Read(plain ?? file, folder.Path);
        error ??= place.Copies!.Check(contents!.Database)?.Replace(contents.Database, Path.GetFileName(contents.Database), StringComparison.Ordinal);
        if (error is not null)
        {
            return (null, [new FieldError("file", error)]);
        }

        contents = contents! with { Config = BackupConfig.WithSecretsOf(contents!.Config, config.Current) };
        var faults = config.Check(contents.Config);
        return faults.IsEmpty ? (contents, []) : (null, [new FieldError("file", "The configuration in the backup is refused."), .. faults]);
    }

    private async Task<RestoreResult> ReplaceAsync(BackupContents contents, BackupFolder folder, CancellationToken cancellationToken)
    {
        // What is there now is kept, keys and all, beside the key that it belongs to.
        var before = folder.In("before");
        BackupFolder.Create(before);
        var packed = Path.Combine(before, UndoName);
        await PackAsync(folder, packed, withSecrets: true, cancellationToken).ConfigureAwait(false);
        BackupFolder.Create(Path.GetDirectoryName(UndoPath)!);
        File.Move(packed, UndoPath!, overwrite: true);

        // From here on it is finished, whoever hangs up.
        var errors = await ApplyAsync(contents).ConfigureAwait(false);
        if (!errors.IsEmpty)
        {
            return new RestoreResult { Errors = errors };
        }

        return new RestoreResult { Backup = contents.View, Restored = true, LockedAccounts = accounts.All().Count(account => account.Credential is Credential.Locked) };
    }

    private async Task<ImmutableArray<FieldError>> ApplyAsync(BackupContents contents)
    {
        await place.Copies!.ReplaceWithAsync(contents.Database, CancellationToken.None).ConfigureAwait(false);
        if (contents.Key is { } key && place.Protector is IPortableKey holder && contents.View.Protector == place.Protector.Name)
        {
            holder.Import(key);
        }

        var errors = await config.ReplaceAsync(contents.Config, CancellationToken.None).ConfigureAwait(false);
        await accounts.ReloadAsync(CancellationToken.None).ConfigureAwait(false);
        await place.Reload(CancellationToken.None).ConfigureAwait(false);
        return errors;
    }

    private async Task PackAsync(BackupFolder folder, string path, bool withSecrets, CancellationToken cancellationToken)
    {
        var database = folder.In("now.db");
        await place.Copies!.WriteToAsync(database, cancellationToken).ConfigureAwait(false);
        var view = new BackupView
        {
            Version = place.Version, CreatedAt = time.GetUtcNow(), Accounts = accounts.All().Count, DatabaseBytes = 0, Protector = place.Protector.Name,
        };
        var text = withSecrets ? config.Text : BackupConfig.WithoutSecrets(config.Text, config.Current);
        await Task.Run(
            () =>
            {
                using var output = new FileStream(path, FileMode.CreateNew);
                BackupArchive.Write(output, database, text, withSecrets ? (place.Protector as IPortableKey)?.Export() : null, view);
            },
            cancellationToken).ConfigureAwait(false);
    }

    // Outside the folder of the work, which ends before the file is sent.
    private FileStream Deliver(string packed, string? passphrase)
    {
        var output = BackupFolder.OpenPassing(place.Directory!);
        using var input = File.OpenRead(packed);
        if (passphrase is null)
        {
            input.CopyTo(output);
        }
        else
        {
            SealedFile.Seal(input, output, passphrase);
        }

        output.Position = 0;
        return output;
    }
}
