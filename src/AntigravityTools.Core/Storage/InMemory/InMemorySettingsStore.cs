using System.Collections.Concurrent;

namespace AntigravityTools.Core.Storage.InMemory;

/// <summary>Settings that live as long as the process.</summary>
public sealed class InMemorySettingsStore : ISettingsStore
{
    private readonly ConcurrentDictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<string?> GetAsync(string key, CancellationToken cancellationToken) => Task.FromResult(_values.GetValueOrDefault(key));

    /// <inheritdoc/>
    public Task SetAsync(string key, string? value, CancellationToken cancellationToken)
    {
        if (value is null)
        {
            _values.TryRemove(key, out _);
        }
        else
        {
            _values[key] = value;
        }

        return Task.CompletedTask;
    }
}
