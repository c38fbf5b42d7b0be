using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Verdicts;

/// <summary>The one place that decides what an upstream's fault means, for all protocols (the table of product.md §4).</summary>
public static class VerdictClassifier
{
    private static readonly TimeSpan[] RateLadder = [Seconds(1), Seconds(2), Seconds(4), Seconds(8), Seconds(16), Seconds(32), Seconds(60)];
    private static readonly TimeSpan[] QuotaLadder = [Seconds(60), Seconds(300), Seconds(1800), Seconds(7200)];
    private static readonly TimeSpan[] OverloadLadder = [Seconds(2), Seconds(4), Seconds(8), Seconds(15), Seconds(30)];
    private static readonly TimeSpan[] TenMinutes = [Seconds(600)];

    /// <summary>Rules on a fault.</summary>
    /// <param name="fault">What came back.</param>
    /// <param name="canRefresh">True where the credential can be replaced without a person and has not been for this request.</param>
    public static Ruling Rule(Fault fault, bool canRefresh = false) => fault.Kind switch
    {
        FaultKind.Authentication when canRefresh => Move(Verdict.AuthExpired, fault) with { Next = NextStep.RefreshCredential },
        FaultKind.Authentication => Move(Verdict.AuthInvalid, fault) with { State = AccountState.NeedsReauth, WholeAccount = true },
        FaultKind.Permission when fault.Link is { } link => Move(Verdict.Forbidden, fault) with
        {
            State = AccountState.ValidationRequired, WholeAccount = true, Ladder = TenMinutes, Reason = WithLink(fault.Message, link),
        },
        FaultKind.Permission => Move(Verdict.Forbidden, fault) with { State = AccountState.NoAccess, Ladder = TenMinutes },
        FaultKind.RateLimited => Move(Verdict.RateLimited, fault) with
        {
            State = AccountState.CoolingDown, Hint = fault.RetryAfter, Ladder = RateLadder, Jitter = true,
        },
        FaultKind.QuotaExhausted => Move(Verdict.QuotaExhausted, fault) with
        {
            State = AccountState.OutOfQuota, Hint = fault.RetryAfter, Ladder = QuotaLadder, WholeAccount = IsBilling(fault),
        },
        FaultKind.Overloaded => Move(Verdict.Overloaded, fault) with
        {
            State = AccountState.CoolingDown, Hint = fault.RetryAfter, Ladder = OverloadLadder,
        },
        FaultKind.NotFound when fault.Code == FaultCodes.ModelNotFound =>
            Move(Verdict.ModelUnavailable, fault) with { State = AccountState.NoAccess, Ladder = TenMinutes },
        FaultKind.Network => Move(Verdict.Network, fault) with { CountsForCircuit = true },
        FaultKind.Timeout => Move(Verdict.Timeout, fault) with { CountsForCircuit = true },
        FaultKind.StateMismatch => Move(Verdict.StateMismatch, fault) with { Next = NextStep.StripState },
        FaultKind.ContextTooLong => Answer(Verdict.ContextTooLong, fault),
        FaultKind.ContentBlocked => Answer(Verdict.ContentBlocked, fault),
        FaultKind.InvalidRequest or FaultKind.NotFound or FaultKind.TooLarge or FaultKind.UnsupportedMediaType or FaultKind.Unsupported
            or FaultKind.MethodNotAllowed or FaultKind.Misdirected => Answer(Verdict.BadRequest, fault),
        FaultKind.Cancelled => Answer(Verdict.Cancelled, fault),
        _ => Move(Verdict.UpstreamError, fault) with { CountsForCircuit = true },
    };

    /// <summary>The same failure where the machine itself has no network: nobody is penalised.</summary>
    public static Ruling Offline(Fault fault) => Move(Verdict.Offline, fault);

    private static bool IsBilling(Fault fault) => fault.UpstreamStatus == 402
        || fault.Code is "insufficient_quota" or "billing_error" or "billing_hard_limit_reached" or "billing_not_active" or "BILLING_DISABLED"
        || fault.Type is "billing_error" or "insufficient_quota"
        || fault.Message.Contains("credit", StringComparison.OrdinalIgnoreCase);

    private static string WithLink(string message, string link) =>
        message.Contains(link, StringComparison.Ordinal) ? message : $"{message.TrimEnd('.')}. {link}";

    private static Ruling Move(Verdict verdict, Fault fault) => new() { Verdict = verdict, Next = NextStep.NextAccount, Reason = fault.Message };

    private static Ruling Answer(Verdict verdict, Fault fault) => new() { Verdict = verdict, Next = NextStep.Return, Reason = fault.Message };

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}
