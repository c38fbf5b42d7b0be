using System.Globalization;
using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Diagnostics;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Upstreams;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Pipeline;

/// <summary>Makes the record of one attempt.</summary>
internal static class AttemptNotes
{
    public static Attempt Of(AccountLease lease, Verdict verdict, AttemptOutcome outcome, string action, TimeSpan wait, TimeSpan duration) => new()
    {
        AccountId = lease.Account.Id,
        Account = lease.Account.Name,
        Verdict = verdict,
        Status = outcome.Status,
        Evidence = outcome.Fault is { } fault ? Evidence(fault, outcome.Status, UpstreamAuth.SecretOf(lease.Account.Credential)) : null,
        Action = action,
        Wait = wait,
        Duration = duration,
    };

    private static string Evidence(Fault fault, int? status, string? secret)
    {
        string?[] parts = [status?.ToString(CultureInfo.InvariantCulture), fault.Type, fault.Code, fault.Message, fault.Limit];
        return Redactor.Redact(string.Join(" · ", parts.Where(part => !string.IsNullOrEmpty(part))), secret);
    }
}
