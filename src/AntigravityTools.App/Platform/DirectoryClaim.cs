namespace AntigravityTools.App.Platform;

/// <summary>What came of asking for a data directory: it is ours, somebody else's, or it can not be used.</summary>
internal sealed record DirectoryClaim
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>The lock, where the directory is ours now.</summary>
    public DirectoryLock? Lock { get; init; }

    /// <summary>What the owner says about itself; null where the directory is ours, or its owner has not come up.</summary>
    public RuntimeInfo? Owner { get; init; }

    /// <summary>One sentence where the directory can not be used.</summary>
    public string? Error { get; init; }

    /// <summary>Asks for a directory. An owner that does not say where it can be reached is starting, or is a short command: that is waited for.</summary>
    public static async Task<DirectoryClaim> MakeAsync(DataDirectory directory, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        if (directory.Prepare() is { } error)
        {
            return new DirectoryClaim { Error = error };
        }

        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                if (DirectoryLock.TryTake(directory.Lock) is { } taken)
                {
                    // Left behind by an owner that was killed; it names a process that is no more.
                    File.Delete(directory.Runtime);
                    return new DirectoryClaim { Lock = taken };
                }
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                return new DirectoryClaim { Error = directory.Unusable(failure.Message) };
            }

            if (RuntimeFile.Read(directory.Runtime) is { } owner)
            {
                return new DirectoryClaim { Owner = owner };
            }

            if (time.GetElapsedTime(started) > patience)
            {
                return new DirectoryClaim { Error = $"The data directory '{directory.Path}' is used by another process of Antigravity Tools that does not say where it can be reached. End it, or name another directory with --data-dir." };
            }

            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
        }
    }
}
