using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage;
using AntigravityTools.Core.Storage.InMemory;

namespace AntigravityTools.Server.Tests.OAuth;

/// <summary>A store whose saves can be held up, as a slow disk holds them.</summary>
internal sealed class HeldAccountStore : IAccountStore
{
    private readonly InMemoryAccountStore _store = new();
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? _held;

    /// <summary>Completes when a save waits.</summary>
    public Task SaveBegun => _begun.Task;

    /// <summary>Holds saves until the returned action is called.</summary>
    public Action HoldSaves()
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _held = held;
        return held.SetResult;
    }

    public Task<IReadOnlyList<Account>> LoadAsync(CancellationToken cancellationToken) => _store.LoadAsync(cancellationToken);

    public async Task SaveAsync(Account account, CancellationToken cancellationToken)
    {
        if (_held is { } held)
        {
            _begun.TrySetResult();
            await held.Task.WaitAsync(cancellationToken);
        }

        await _store.SaveAsync(account, cancellationToken);
    }

    public Task<bool> DeleteAsync(string id, CancellationToken cancellationToken) => _store.DeleteAsync(id, cancellationToken);

    public Task ReorderAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) => _store.ReorderAsync(ids, cancellationToken);
}
