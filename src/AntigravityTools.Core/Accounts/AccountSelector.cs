using System.Collections.Immutable;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Accounts;

/// <summary>Picks one account among the candidates in a single pass, and says why the others were not taken.</summary>
internal sealed class AccountSelector(TimeProvider time)
{
    private int _turn;

    public LeaseResult Select(
        AccountPool pool, PoolSnapshot snapshot, LeaseRequest request, IReadOnlySet<string> tried, Strategy strategy, string? bound)
    {
        // A slot can be lost to another request between choosing and taking; then the choice is made again.
        while (true)
        {
            var choice = Choose(snapshot, request, tried, strategy, bound);
            if (choice.Best is not { } best)
            {
                return new LeaseResult { Refusal = choice.Refusal(), PassedOver = choice.Passed.ToImmutable() };
            }

            if (best.Runtime.TryTakeSlot(best.Account.MaxConcurrency))
            {
                var lease = new AccountLease(pool, best, request.Model, sticky: best.Account.Id == bound);
                return new LeaseResult { Lease = lease, PassedOver = choice.Passed.ToImmutable() };
            }
        }
    }

    private Choice Choose(PoolSnapshot snapshot, LeaseRequest request, IReadOnlySet<string> tried, Strategy strategy, string? bound)
    {
        var choice = default(Choice);
        var now = time.GetUtcNow();
        var bestScore = double.MaxValue;
        var offset = (Interlocked.Increment(ref _turn) & int.MaxValue) % Math.Max(1, request.Candidates.Length);
        for (var i = 0; i < request.Candidates.Length; i++)
        {
            // Starting at another place each time is round-robin among equals.
            var id = request.Candidates[(i + offset) % request.Candidates.Length];
            if (!snapshot.ById.TryGetValue(id, out var entry))
            {
                continue;
            }

            if (tried.Contains(id))
            {
                choice.Passed.Add("tried", entry.Account.Name);
                continue;
            }

            var state = AccountStatusReader.StateOf(entry, request.Model, now, out var cause);
            if (state != AccountState.Ready)
            {
                choice.PassOver(entry, state, cause);
                continue;
            }

            var score = id == bound ? double.MinValue : Score(entry, strategy);
            if (score < bestScore)
            {
                (bestScore, choice.Best) = (score, entry);
            }
        }

        return choice;
    }

    public static double Score(AccountEntry entry, Strategy strategy)
    {
        var load = entry.Runtime.InFlight / Math.Max(0.01, entry.Account.Weight);
        return strategy == Strategy.Priority ? (entry.Account.Priority * 1e9) + load : load;
    }

    private struct Choice
    {
        public AccountEntry? Best;
        public PassedOverTally Passed;
        private DateTimeOffset? _earliest;
        private string? _action;
        private bool _busy;
        private bool _blocked;

        public void PassOver(AccountEntry entry, AccountState state, Cooldown? cause)
        {
            Passed.Add(state.ToName(), entry.Account.Name);
            _blocked = true;
            _busy |= state == AccountState.Busy;
            _action ??= AccountStatusReader.ActionFor(state);
            if (cause?.Until is { } until && (_earliest is null || until < _earliest))
            {
                _earliest = until;
            }
        }

        public readonly LeaseRefusal Refusal() => new()
        {
            Busy = _busy,
            AllTried = !_blocked,
            EarliestRetry = _earliest,
            Action = _action,
            PassedOver = Passed.ToImmutable(),
        };
    }
}
