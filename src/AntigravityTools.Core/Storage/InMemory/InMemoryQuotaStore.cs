using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Storage.InMemory;

/// <summary>Quota readings that live as long as the process.</summary>
public sealed class InMemoryQuotaStore : IQuotaStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, IReadOnlyList<QuotaReading>> _readings = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, IReadOnlyList<QuotaReading>>> LoadAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyDictionary<string, IReadOnlyList<QuotaReading>>>(new Dictionary<string, IReadOnlyList<QuotaReading>>(_readings, StringComparer.Ordinal));
        }
    }

    /// <inheritdoc/>
    public Task SaveAsync(IReadOnlyDictionary<string, IReadOnlyList<QuotaReading>> readings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(readings);
        lock (_lock)
        {
            foreach (var (account, list) in readings)
            {
                _readings.Remove(account);
                if (list.Count > 0)
                {
                    _readings[account] = [.. list];
                }
            }
        }

        return Task.CompletedTask;
    }
}
