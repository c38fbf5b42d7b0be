using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Diagnostics;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Upstreams;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Pipeline;

/// <summary>What an attempt does with its account's credential: has it fresh before the call, and keeps it out of what is told afterwards.</summary>
internal static class CredentialUse
{
    /// <summary>
    /// Has the lease present a token that is good now; why there is none, or null. A key is at hand, so nothing is awaited for it. A refusal
    /// is final for this request: nothing is asked for twice.
    /// </summary>
    public static async ValueTask<Fault?> PrepareAsync(ICredentialSource credentials, AttemptRun run, AccountLease lease, CancellationToken clientGone)
    {
        if (!credentials.CanRefresh(lease.Account))
        {
            return null;
        }

        var current = await credentials.GetAsync(lease.Account, clientGone).ConfigureAwait(false);
        if (current.Fault is not null)
        {
            run.Refreshed.Add(lease.Account.Id);
            return current.Fault;
        }

        lease.Present(current.Secret);
        return null;
    }

    /// <summary>Providers quote the credential back. From here on the fault goes to the client, the records and the account's state.</summary>
    public static AttemptOutcome Clean(AttemptOutcome outcome, Credential credential) => outcome.Fault is not { } fault ? outcome
        : outcome with { Fault = fault with { Message = Redactor.Redact(Redactor.Redact(fault.Message, UpstreamAuth.SecretOf(credential)), outcome.Secret) } };
}
