namespace AntigravityTools.Core.Storage;

/// <summary>Whole copies of a database that is in use.</summary>
public interface IDatabaseCopies
{
    /// <summary>Writes a consistent copy into a new file while requests go on; it is the state of one moment.</summary>
    Task WriteToAsync(string path, CancellationToken cancellationToken);

    /// <summary>Reads a copy in full and brings its schema up to date. Returns one sentence why it can not be used, or null.</summary>
    string? Check(string path);

    /// <summary>Puts a checked copy in the place of everything that is there, in one transaction.</summary>
    Task ReplaceWithAsync(string path, CancellationToken cancellationToken);
}
