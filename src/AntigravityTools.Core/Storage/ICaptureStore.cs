using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Storage;

/// <summary>Keeps captured bodies, encrypted like credentials.</summary>
public interface ICaptureStore
{
    /// <summary>Keeps a batch in one transaction; returns the bytes that it takes.</summary>
    Task<long> AddAsync(IReadOnlyList<CapturedExchange> batch, CancellationToken cancellationToken);

    /// <summary>The capture of a request; null where there is none, or where it can not be decrypted any more.</summary>
    Task<CapturedExchange?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>The ids of all captures, oldest first.</summary>
    Task<IReadOnlyList<string>> IdsAsync(CancellationToken cancellationToken);

    /// <summary>How many there are, and the bytes they take.</summary>
    Task<(long Count, long Bytes)> SizeAsync(CancellationToken cancellationToken);

    /// <summary>Removes one; false where there is none.</summary>
    Task<bool> DeleteAsync(string id, CancellationToken cancellationToken);

    /// <summary>Removes those of requests that began before an instant.</summary>
    Task DeleteOlderAsync(DateTimeOffset olderThan, CancellationToken cancellationToken);
}
