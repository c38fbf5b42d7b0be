using System.Data.Common;

namespace AntigravityTools.Core.Storage;

/// <summary>
/// Data could not be stored, and nothing of the change was kept. The message is for the user: what happened, why, and what to do.
/// </summary>
public sealed class StoreWriteException : DbException
{
    /// <summary>Says what happened, why, and what to do.</summary>
    /// <param name="message">The sentences for the user.</param>
    /// <param name="cause">What the store said, for the log.</param>
    /// <param name="isTransient">True where the store is only busy, so that the same change may succeed in a moment.</param>
    public StoreWriteException(string message, Exception cause, bool isTransient)
        : base(message, cause) => IsTransient = isTransient;

    /// <summary>An exception without a cause of its own.</summary>
    public StoreWriteException(string message, Exception cause)
        : base(message, cause)
    {
    }

    /// <summary>An exception with a message alone.</summary>
    public StoreWriteException(string message)
        : base(message)
    {
    }

    /// <summary>An exception without a message of its own.</summary>
    public StoreWriteException()
    {
    }

    /// <inheritdoc/>
    public override bool IsTransient { get; }
}
