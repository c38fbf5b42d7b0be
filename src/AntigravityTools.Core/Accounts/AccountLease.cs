using AntigravityTools.Core.Records;
using AntigravityTools.Core.Verdicts;

namespace AntigravityTools.Core.Accounts;

/// <summary>The right to send one request to one account. Disposing gives the slot back.</summary>
public sealed class AccountLease : IDisposable
{
    private readonly AccountPool _pool;
    private readonly Choice _choice;
    private readonly string? _model;
    private int _released;
    private bool _judged;

    internal AccountLease(AccountPool pool, Choice choice, string? model, double score)
    {
        (_pool, _choice, _model, Score) = (pool, choice, model, score);
        Account = choice.Entry.Account;
    }

    /// <summary>The account as it was when leased, with the access token that it presents now.</summary>
    public Account Account { get; private set; }

    /// <summary>The model that it was leased for; null where the request names none.</summary>
    public string? Model => _model;

    /// <summary>True where the conversation was already bound to it.</summary>
    public bool Sticky => _choice.Sticky;

    /// <summary>True where the account was blocked and this request tests whether it came back.</summary>
    public bool Probe => _choice.Probe;

    /// <summary>Why this account, in one sentence.</summary>
    public string Reason => _choice.Reason;

    /// <summary>Its place in the order when it was chosen; the lowest is tried first.</summary>
    public double Score { get; }

    /// <summary>Sends an access token that is newer than the one at hand when the account was leased.</summary>
    public void Present(string? accessToken)
    {
        if (accessToken is not null && Account.Credential.Access?.Token != accessToken)
        {
            Account = Account with { Credential = Account.Credential.WithAccess(accessToken, null) };
        }
    }

    /// <summary>Reports that the account answered.</summary>
    public void Succeeded()
    {
        _judged = true;
        _pool.Succeeded(_choice, _model);
    }

    /// <summary>Reports a failure; the pool applies what the ruling means for account and model.</summary>
    public void Failed(Ruling ruling)
    {
        if (ruling.Next == NextStep.Return)
        {
            // The request is at fault and the account answered, which closes its circuit but tells nothing of its quota.
            _pool.Succeeded(_choice with { Probe = false }, _model);
            return;
        }

        _judged = ruling.State is not null || ruling.CountsForCircuit;
        _pool.Failed(Account.Id, _model, ruling, _choice.Probe);
    }

    /// <summary>Reports the tokens of the answer, prompt and answer together, for the gateway's own counters.</summary>
    public void Used(long tokens) => _choice.Entry.Runtime.Usage.Count(_pool.Now, requests: 0, tokens);

    /// <summary>Reports a quota reading.</summary>
    public void Observed(QuotaReading reading) => _pool.Observed(_choice.Entry, _model, reading);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _released, 1) == 0)
        {
            _pool.Released(_choice, _model, untested: _choice.Probe && !_judged);
        }
    }
}
