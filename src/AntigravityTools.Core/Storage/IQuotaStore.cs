using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Storage;

/// <summary>Keeps the last reading of each quota, so that what is known of accounts survives a restart.</summary>
public interface IQuotaStore
{
    /// <summary>All readings by account id.</summary>
    Task<IReadOnlyDictionary<string, IReadOnlyList<QuotaReading>>> LoadAsync(CancellationToken cancellationToken);

    /// <summary>Replaces what is known of some accounts by these readings, in one transaction; an account without readings is forgotten.</summary>
    Task SaveAsync(IReadOnlyDictionary<string, IReadOnlyList<QuotaReading>> readings, CancellationToken cancellationToken);
}
