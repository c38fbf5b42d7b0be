using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Storage.InMemory;

/// <summary>Owners that live as long as the process.</summary>
public sealed class InMemoryOwnerStore : IOwnerStore
{
    private readonly Lock _lock = new();
    private readonly OrderedDictionary<(string Scope, string Id), ObjectOwner> _owners = [];

    /// <inheritdoc/>
    public Task<IReadOnlyList<ObjectOwner>> LoadAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<ObjectOwner>>([.. _owners.Values.Where(owner => owner.Until > now)]);
        }
    }

    /// <inheritdoc/>
    public Task AddAsync(IReadOnlyList<ObjectOwner> owners, int most, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(owners);
        lock (_lock)
        {
            foreach (var owner in owners)
            {
                _owners.TryAdd((owner.Scope, owner.Id), owner);
            }

            while (_owners.Count > most)
            {
                _owners.RemoveAt(0);
            }
        }

        return Task.CompletedTask;
    }
}
