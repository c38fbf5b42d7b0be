namespace AntigravityTools.Core.Management;

/// <summary>How much the data directory holds, in bytes.</summary>
/// <param name="Database">The database with its log.</param>
/// <param name="Undo">The copy for undoing the last restore.</param>
/// <param name="All">Every file.</param>
public sealed record DataSizes(long Database, long Undo, long All)
{
    /// <summary>Measures a directory as it is now.</summary>
    internal static DataSizes Of(string directory)
    {
        // Files that come and go meanwhile are no error: the numbers are of a moment anyway.
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true };
        var files = new DirectoryInfo(directory).EnumerateFiles("*", options).Where(file => file.Exists).ToList();
        long Sum(Func<FileInfo, bool> which) => files.Where(which).Sum(file => file.Length);
        return new DataSizes(
            Sum(file => file.Name.StartsWith("antigravity.db", StringComparison.Ordinal)), Sum(file => file.Directory!.Name == "backups"), Sum(_ => true));
    }
}
