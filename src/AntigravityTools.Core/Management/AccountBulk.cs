using System.Collections.Immutable;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Management;

/// <summary>Does the same with several accounts, one after the other in their order; checks run a few at a time.</summary>
public sealed class AccountBulk(AccountCommands accounts)
{
    private const int ChecksAtOnce = 4;

    /// <summary>What can be done with several accounts.</summary>
    public static ImmutableArray<string> Actions { get; } = ["enable", "disable", "test", "refresh", "reset", "delete"];

    /// <summary>One outcome per id, in the order of the ids.</summary>
    /// <param name="ids">The accounts.</param>
    /// <param name="action">One of <see cref="Actions"/>.</param>
    /// <param name="cancellationToken">Stops between two accounts.</param>
    /// <exception cref="ArgumentOutOfRangeException">The action is none of <see cref="Actions"/>.</exception>
    public async Task<ImmutableArray<BulkResult>> RunAsync(ImmutableArray<string> ids, string action, CancellationToken cancellationToken)
    {
        var results = new BulkResult[ids.Length];
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = action is "test" or "refresh" ? ChecksAtOnce : 1,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForAsync(0, ids.Length, options, async (index, token) =>
            results[index] = new BulkResult(ids[index], await RunOneAsync(ids[index], action, token).ConfigureAwait(false))).ConfigureAwait(false);
        return [.. results];
    }

    /// <summary>Null where it worked, else why it did not.</summary>
    private async Task<string?> RunOneAsync(string id, string action, CancellationToken cancellationToken)
    {
        const string unknown = "There is no such account.";
        switch (action)
        {
            case "enable" or "disable":
                var changed = await accounts.UpdateAsync(id, new AccountDraft { Enabled = action == "enable" }, cancellationToken).ConfigureAwait(false);
                return changed.NotFound ? unknown : changed.Errors.FirstOrDefault()?.Message;
            case "refresh":
                var fresh = await accounts.RefreshAsync(id, cancellationToken).ConfigureAwait(false);
                return fresh is null ? unknown : fresh.Status.State is AccountState.Ready or AccountState.Busy or AccountState.Disabled ? null
                    : fresh.Status.Reason ?? $"Its state is {fresh.Status.State.ToName()}.";
            case "test":
                var test = await accounts.TestAsync(id, cancellationToken).ConfigureAwait(false);
                return test is null ? unknown : test.Ok ? null : test.Message;
            case "reset":
                return await accounts.ResetAsync(id, cancellationToken).ConfigureAwait(false) is null ? unknown : null;
            case "delete":
                return await accounts.DeleteAsync(id, cancellationToken).ConfigureAwait(false) ? null : unknown;
            default:
                throw new ArgumentOutOfRangeException(nameof(action), action, "Not an action.");
        }
    }
}
