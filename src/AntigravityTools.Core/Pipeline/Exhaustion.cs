using System.Globalization;
using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Pipeline;

/// <summary>What a client is told when no account is left: the verdict, when it may work again, and what to do.</summary>
internal static class Exhaustion
{
    private static readonly TimeSpan OfflineRetry = TimeSpan.FromSeconds(5);

    /// <summary>The answer after every candidate was tried or passed over.</summary>
    public static (Verdict Verdict, Fault Fault) Judge(Exchange exchange, LeaseRefusal? refusal, Fault? last, DateTimeOffset? back, DateTimeOffset now)
    {
        var model = exchange.ResolvedModel ?? "this request";
        if (exchange.Attempts.Count == 0 && refusal is not null)
        {
            return NothingTried(refusal, model, exchange.Candidates, now);
        }

        var verdict = exchange.Attempts.Count == 0 ? Verdict.UpstreamError : exchange.Attempts[^1].Verdict;
        var wait = back > now ? back - now : null;
        var tried = exchange.Attempts.Select(attempt => attempt.AccountId).Distinct().Count();
        var told = $"{Accounts(tried)} tried for {model}, and none could answer. Last verdict: {verdict.ToName()}: {Sentence(last?.Message)}";
        return (verdict, verdict switch
        {
            Verdict.RateLimited or Verdict.QuotaExhausted => new Fault
            {
                Kind = verdict == Verdict.RateLimited ? FaultKind.RateLimited : FaultKind.QuotaExhausted,
                RetryAfter = wait,
                Message = $"{told} {Back(wait)}",
            },
            Verdict.Overloaded => new Fault { Kind = FaultKind.Overloaded, RetryAfter = wait, Message = $"{told} {Back(wait)}" },

            // Another account comes back by itself: the client may wait for that one.
            Verdict.AuthInvalid or Verdict.AuthExpired or Verdict.Forbidden when ComesBack(refusal, now) is { } later => new Fault
            {
                Kind = FaultKind.RateLimited, RetryAfter = later, Message = $"{told} The others are unavailable now. {Back(later)}",
            },
            Verdict.AuthInvalid or Verdict.AuthExpired or Verdict.Forbidden => new Fault
            {
                Kind = FaultKind.Unavailable,
                NeedsPerson = true,
                Message = $"{told} Open the Accounts page of the console: it says what each account needs.",
            },
            Verdict.ModelUnavailable => new Fault
            {
                Kind = FaultKind.NotFound, Code = FaultCodes.ModelNotFound, Param = "model",
                Message = $"{told} Check the model's name, or add an account that offers it.",
            },
            Verdict.Offline => new Fault
            {
                Kind = FaultKind.Unavailable,
                RetryAfter = OfflineRetry,
                Message = $"This machine seems to have no network: connections to different hosts fail. Last: {last?.Message} Check the network; no account was penalised.",
            },
            Verdict.Timeout => new Fault { Kind = FaultKind.Timeout, Message = $"{told} Try again; Monitor shows every attempt." },
            _ => new Fault { Kind = FaultKind.Upstream, Message = $"{told} Try again; Monitor shows every attempt." },
        });
    }

    // Providers often leave out the full stop.
    private static string Sentence(string? text) => text is null or [] ? "no reason was given." : text[^1] is '.' or '!' or '?' or ')' or '。' ? text : text + ".";

    private static (Verdict, Fault) NothingTried(LeaseRefusal refusal, string model, int candidates, DateTimeOffset now)
    {
        if (refusal.Busy)
        {
            return (Verdict.GatewayBusy, new Fault
            {
                Kind = FaultKind.RateLimited,
                RetryAfter = TimeSpan.FromSeconds(1),
                Message = $"All accounts for {model} are at their max_concurrency, and none came free within max_wait_seconds. Try again, or raise the limits.",
            });
        }

        if (refusal.EarliestRetry is { } back)
        {
            var wait = back > now ? back - now : TimeSpan.Zero;
            var spent = refusal.PassedOver.All(passed => passed.Reason == AccountState.OutOfQuota.ToName());
            return (spent ? Verdict.QuotaExhausted : Verdict.RateLimited, new Fault
            {
                Kind = spent ? FaultKind.QuotaExhausted : FaultKind.RateLimited,
                RetryAfter = wait,
                Message = candidates == 1
                    ? $"The only account for {model} is unavailable now ({Reasons(refusal)}); the first is back in {Seconds(wait)} s."
                    : $"All {candidates} accounts for {model} are unavailable now ({Reasons(refusal)}); the first is back in {Seconds(wait)} s.",
            });
        }

        return (Verdict.Refused, new Fault
        {
            Kind = FaultKind.Unavailable,
            NeedsPerson = true,
            Message = (candidates == 1 ? $"The only account for {model} needs a person ({Reasons(refusal)})." : $"All {candidates} accounts for {model} need a person ({Reasons(refusal)}).")
                + $" {refusal.Action} The Accounts page of the console shows each one.",
        });
    }

    private static TimeSpan? ComesBack(LeaseRefusal? refusal, DateTimeOffset now) => refusal?.EarliestRetry is { } at && at > now ? at - now : null;

    private static string Reasons(LeaseRefusal refusal) =>
        string.Join(", ", refusal.PassedOver.Select(item => $"{item.Count.ToString(CultureInfo.InvariantCulture)} {item.Reason}"));

    private static string Accounts(int count) => count == 1 ? "1 account was" : $"{count} accounts were";

    private static string Back(TimeSpan? wait) => wait is { } time ? $"The first is back in {Seconds(time)} s." : "";

    private static string Seconds(TimeSpan time) => Math.Max(1, Math.Ceiling(time.TotalSeconds)).ToString("0", CultureInfo.InvariantCulture);
}
