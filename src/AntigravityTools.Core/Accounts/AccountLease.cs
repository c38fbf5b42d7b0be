using AntigravityTools.Core.Records;
using AntigravityTools.Core.Verdicts;

namespace AntigravityTools.Core.Accounts;

/// <summary>The right to send one request to one account. Disposing gives the slot back.</summary>
public sealed class AccountLease : IDisposable
{
    private readonly AccountPool _pool;
    private readonly AccountEntry _entry;
    private readonly string? _model;
    private int _released;

    internal AccountLease(AccountPool pool, AccountEntry entry, string? model, bool sticky)
    {
        _pool = pool;
        _entry = entry;
        _model = model;
        Sticky = sticky;
    }

    /// <summary>The account as it was when leased.</summary>
    public Account Account => _entry.Account;

    /// <summary>True where the conversation was already bound to it.</summary>
    public bool Sticky { get; }

    /// <summary>Reports that the account answered.</summary>
    public void Succeeded() => _pool.Succeeded(_entry, _model);

    /// <summary>Reports a failure; the pool applies what the ruling means for account and model.</summary>
    public void Failed(Ruling ruling) => _pool.Failed(_entry, _model, ruling);

    /// <summary>Reports a quota reading.</summary>
    public void Observed(QuotaReading reading) => _entry.Runtime.Quota[reading.Name] = reading;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _released, 1) == 0)
        {
            _entry.Runtime.FreeSlot();
            _pool.SlotFreed(Account.Id);
        }
    }
}
