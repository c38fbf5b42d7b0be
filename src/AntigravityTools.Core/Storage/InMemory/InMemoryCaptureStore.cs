using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Storage.InMemory;

/// <summary>Captured bodies that live as long as the process.</summary>
public sealed class InMemoryCaptureStore : ICaptureStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, CapturedExchange> _captures = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<long> AddAsync(IReadOnlyList<CapturedExchange> batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        lock (_lock)
        {
            foreach (var capture in batch)
            {
                _captures[capture.Id] = capture;
            }
        }

        return Task.FromResult(batch.Sum(SizeOf));
    }

    /// <inheritdoc/>
    public Task<CapturedExchange?> FindAsync(string id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_captures.GetValueOrDefault(id));
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> IdsAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<string>>([.. _captures.Values.OrderBy(capture => capture.At).Select(capture => capture.Id)]);
        }
    }

    /// <inheritdoc/>
    public Task<(long Count, long Bytes)> SizeAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(((long)_captures.Count, _captures.Values.Sum(SizeOf)));
        }
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_captures.Remove(id));
        }
    }

    /// <inheritdoc/>
    public Task DeleteOlderAsync(DateTimeOffset olderThan, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            foreach (var old in _captures.Values.Where(capture => capture.At < olderThan).Select(capture => capture.Id).ToList())
            {
                _captures.Remove(old);
            }
        }

        return Task.CompletedTask;
    }

    private static long SizeOf(CapturedExchange capture) => capture.Request.Text.Length + capture.Answer.Text.Length;
}
