using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Verdicts;

/// <summary>The one place that decides what an upstream's fault means, for all protocols.</summary>
public static class VerdictClassifier
{
    private static readonly TimeSpan[] RateLadder = [Seconds(1), Seconds(2), Seconds(4), Seconds(8), Seconds(16), Seconds(32), Seconds(60)];
    private static readonly TimeSpan[] QuotaLadder = [Seconds(60), Seconds(300), Seconds(1800), Seconds(7200)];
    private static readonly TimeSpan[] OverloadLadder = [Seconds(2), Seconds(4), Seconds(8), Seconds(15), Seconds(30)];
    private static readonly TimeSpan[] TenMinutes = [Seconds(600)];

    /// <summary>Rules on a fault.</summary>
    public static Ruling Rule(Fault fault) => fault.Kind switch
    {
        FaultKind.Authentication => Move(Verdict.AuthInvalid, fault) with { State = AccountState.NeedsReauth, WholeAccount = true },
        FaultKind.Permission => Move(Verdict.Forbidden, fault) with { State = AccountState.NoAccess, Ladder = TenMinutes },
        FaultKind.RateLimited => Move(Verdict.RateLimited, fault) with
        {
            State = AccountState.CoolingDown, Hint = fault.RetryAfter, Ladder = RateLadder,
        },
        FaultKind.QuotaExhausted => Move(Verdict.QuotaExhausted, fault) with
        {
            State = AccountState.OutOfQuota, Hint = fault.RetryAfter, Ladder = QuotaLadder, WholeAccount = IsBilling(fault),
        },
        FaultKind.Overloaded => Move(Verdict.Overloaded, fault) with
        {
            State = AccountState.CoolingDown, Hint = fault.RetryAfter, Ladder = OverloadLadder,
        },
        FaultKind.NotFound => Move(Verdict.ModelUnavailable, fault) with { State = AccountState.NoAccess, Ladder = TenMinutes },
        FaultKind.Network => Move(Verdict.Network, fault) with { CountsForCircuit = true },
        FaultKind.Timeout => Move(Verdict.Timeout, fault) with { CountsForCircuit = true },
        FaultKind.ContextTooLong => Answer(Verdict.ContextTooLong, fault),
        FaultKind.ContentBlocked => Answer(Verdict.ContentBlocked, fault),
        FaultKind.StateMismatch => Answer(Verdict.StateMismatch, fault),
        FaultKind.InvalidRequest or FaultKind.TooLarge or FaultKind.UnsupportedMediaType or FaultKind.Unsupported
            or FaultKind.MethodNotAllowed or FaultKind.Misdirected => Answer(Verdict.BadRequest, fault),
        FaultKind.Cancelled => Answer(Verdict.Cancelled, fault),
        _ => Move(Verdict.UpstreamError, fault) with { CountsForCircuit = true },
    };

    private static bool IsBilling(Fault fault) => fault.UpstreamStatus == 402 || fault.Code is "insufficient_quota" or "billing_error";

    private static Ruling Move(Verdict verdict, Fault fault) => new() { Verdict = verdict, Next = NextStep.NextAccount, Reason = fault.Message };

    private static Ruling Answer(Verdict verdict, Fault fault) => new() { Verdict = verdict, Next = NextStep.Return, Reason = fault.Message };

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}
