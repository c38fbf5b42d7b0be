using System.Collections.Immutable;
using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Diagnostics;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Routing;
using AntigravityTools.Core.Upstreams;
using AntigravityTools.Core.Verdicts;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Translation;

namespace AntigravityTools.Core.Pipeline;

/// <summary>The only retry loop in the code base: account after account until one answers, the client is told why none can, or is gone.</summary>
internal sealed class AttemptLoop(AccountPool pool, AttemptRunner runner, Func<SchedulingConfig> scheduling, TimeProvider time)
{
    private const int FewestAttempts = 2;
    private const int MostAttempts = 6;
    private const int ClientClosedRequest = 499;
    private static readonly TimeSpan TimeToSayGoodbye = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs the exchange at the first route that has a usable account; later ones are the user's fallbacks.</summary>
    public async Task RunAsync(
        Exchange exchange, IReadOnlyList<LeaseRequest> routes, ClientReply reply, SilenceWatch? silence, CancellationToken clientGone)
    {
        var most = scheduling().MaxAttempts ?? Math.Clamp(routes.Max(route => route.Candidates.Length), FewestAttempts, MostAttempts);
        Fault? last = null;
        LeaseRefusal? refusal = null;
        foreach (var route in routes)
        {
            exchange.ResolvedModel = route.Model;
            exchange.Tried.Clear();
            while (exchange.Attempts.Count < most)
            {
                var result = await pool.LeaseAsync(route, exchange.Tried, clientGone).ConfigureAwait(false);
                if (result.Lease is not { } lease)
                {
                    refusal ??= result.Refusal;
                    break;
                }

                using (lease)
                {
                    Note(exchange, lease, result);
                    (var over, last) = await AttemptAsync(exchange, lease, reply, silence, clientGone).ConfigureAwait(false);
                    if (over)
                    {
                        return;
                    }
                }
            }
        }

        await GiveUpAsync(exchange, routes[0], reply, refusal, last, clientGone).ConfigureAwait(false);
    }

    private async Task<(bool Over, Fault? Fault)> AttemptAsync(
        Exchange exchange, AccountLease lease, ClientReply reply, SilenceWatch? silence, CancellationToken clientGone)
    {
        var started = time.GetTimestamp();
        var plan = Plan(exchange, lease.Account, out var upstreamModel);
        var outcome = plan is TranslationPlan.Unsupported refused
            ? AttemptOutcome.Failed(refused.Fault)
            : Clean(await runner.RunAsync(exchange, lease, plan, upstreamModel, reply, silence, clientGone).ConfigureAwait(false), lease.Account.Credential);
        using (outcome.Reply)
        {
            var over = await SettleAsync(exchange, lease, outcome, reply, time.GetElapsedTime(started), clientGone).ConfigureAwait(false);
            return (over, outcome.Fault);
        }
    }

    // Providers quote the credential back. From here on the fault goes to the client, the records and the account's state.
    private static AttemptOutcome Clean(AttemptOutcome outcome, Credential credential) => outcome.Fault is not { } fault ? outcome
        : outcome with { Fault = fault with { Message = Redactor.Redact(fault.Message, UpstreamAuth.SecretOf(credential)) } };

    // True where the exchange is over.
    private static async Task<bool> SettleAsync(
        Exchange exchange, AccountLease lease, AttemptOutcome outcome, ClientReply reply, TimeSpan duration, CancellationToken clientGone)
    {
        if (outcome.Fault is not { } fault)
        {
            lease.Succeeded();
            exchange.Attempts.Add(ToAttempt(lease, Verdict.Ok, outcome, "answered", duration));
            exchange.Verdict = Verdict.Ok;
            return true;
        }

        var ruling = VerdictClassifier.Rule(fault);
        exchange.Verdict = ruling.Verdict;
        if (ruling.Verdict == Verdict.Cancelled)
        {
            exchange.Attempts.Add(ToAttempt(lease, ruling.Verdict, outcome, "upstream cancelled", duration));
            await EndCancelledAsync(exchange, reply).ConfigureAwait(false);
            return true;
        }

        lease.Failed(ruling);
        var over = reply.Committed || ruling.Next == NextStep.Return;
        exchange.Attempts.Add(ToAttempt(lease, ruling.Verdict, outcome, over ? "told the client" : "next account", duration));
        if (!over)
        {
            return false;
        }

        await TellAsync(exchange, outcome, fault, reply, clientGone).ConfigureAwait(false);
        return true;
    }

    private static async Task TellAsync(
        Exchange exchange, AttemptOutcome outcome, Fault fault, ClientReply reply, CancellationToken clientGone)
    {
        if (outcome.Reply is { } refusal && !reply.Committed)
        {
            await reply.RelayAsync(refusal, outcome.Body, fault, clientGone).ConfigureAwait(false);
        }
        else if (reply.Committed && !exchange.Request.Stream)
        {
            exchange.Fault = fault;
            reply.Abort();
        }
        else if (reply.ErrorPassedThrough)
        {
            // The upstream's own error event already went through untouched.
            exchange.Fault = fault;
        }
        else
        {
            await reply.FailAsync(fault, clientGone).ConfigureAwait(false);
        }
    }

    // Either the client is gone and nobody listens, or the proxy is stopping and the client is still there to be told.
    private static async Task EndCancelledAsync(Exchange exchange, ClientReply reply)
    {
        using var brief = new CancellationTokenSource(TimeToSayGoodbye);
        var stopping = new Fault
        {
            Kind = FaultKind.Overloaded,
            Message = "The gateway is stopping and ended this answer before it was complete. Send the request again when it is back.",
        };
        if (!await reply.FailAsync(stopping, brief.Token).ConfigureAwait(false))
        {
            exchange.Fault = new Fault { Kind = FaultKind.Cancelled, Message = "The client closed the connection before the answer was complete." };
            exchange.Status = ClientClosedRequest;
        }
    }

    private async Task GiveUpAsync(
        Exchange exchange, LeaseRequest lease, ClientReply reply, LeaseRefusal? refusal, Fault? last, CancellationToken clientGone)
    {
        if (refusal is not null && exchange.Attempts.Count == 0)
        {
            exchange.PassedOver = refusal.PassedOver;
        }

        var now = time.GetUtcNow();
        var (verdict, fault) = Exhaustion.Judge(exchange, refusal, last, pool.EarliestReturn(lease.Candidates, lease.Model), now);
        exchange.Verdict = verdict;
        await reply.FailAsync(fault, clientGone).ConfigureAwait(false);
    }

    private void Note(Exchange exchange, AccountLease lease, LeaseResult result)
    {
        exchange.Tried.Add(lease.Account.Id);
        exchange.AttemptsBegun++;
        exchange.Account = lease.Account;
        exchange.PassedOver = result.PassedOver;
        exchange.UpstreamProtocol = exchange.Request.Protocol;
        exchange.Strategy = scheduling().Strategy.ToString().ToLowerInvariant();
        exchange.Choice = exchange.Attempts.Count > 0 ? "The accounts before it failed."
            : lease.Sticky ? "The conversation is bound to it."
            : exchange.Candidates == 1 ? "It is the only account that offers the model."
            : "It has the most headroom of the usable accounts.";
    }

    private static TranslationPlan Plan(Exchange exchange, Account account, out string? upstreamModel)
    {
        var request = exchange.Request;
        upstreamModel = exchange.ResolvedModel is { } model ? RouteResolver.UpstreamModel(account, model) : null;
        return TranslationPlanner.Plan(request.Protocol, request.Operation, account.Protocols, request.Head, request.PathModel is null ? upstreamModel : null);
    }

    private static Attempt ToAttempt(AccountLease lease, Verdict verdict, AttemptOutcome outcome, string action, TimeSpan duration) => new()
    {
        AccountId = lease.Account.Id,
        Account = lease.Account.Name,
        Verdict = verdict,
        Status = outcome.Status,
        Evidence = outcome.Fault is { } fault ? Evidence(fault, outcome.Status, UpstreamAuth.SecretOf(lease.Account.Credential)) : null,
        Action = action,
        Duration = duration,
    };

    private static string Evidence(Fault fault, int? status, string? secret)
    {
        string?[] parts = [status?.ToString(System.Globalization.CultureInfo.InvariantCulture), fault.Type, fault.Code, fault.Message];
        return Redactor.Redact(string.Join(" · ", parts.Where(part => !string.IsNullOrEmpty(part))), secret);
    }
}
