namespace AntigravityTools.Storage.Sqlite;

/// <summary>
/// A database file can not be used as it is. The message is one sentence for the user: the file and what to do. The file was left as it was.
/// </summary>
public sealed class DatabaseUnusableException : Exception
{
    /// <summary>Names the file and the remedy.</summary>
    public DatabaseUnusableException(string message)
        : base(message)
    {
    }

    /// <summary>Names the file and the remedy; keeps the cause for the log.</summary>
    public DatabaseUnusableException(string message, Exception cause)
        : base(message, cause)
    {
    }

    /// <summary>An exception without a message of its own.</summary>
    public DatabaseUnusableException()
    {
    }
}
