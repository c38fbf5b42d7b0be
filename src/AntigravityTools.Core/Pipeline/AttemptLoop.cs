using System.Buffers;
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
internal sealed class AttemptLoop(
    AccountPool pool, AttemptRunner runner, ICredentialSource credentials, OfflineWatch offline, Func<GatewayConfig> config, TimeProvider time, Dice dice)
{
    private const int FewestAttempts = 2;
    private const int MostAttempts = 6;

    // Time to the first byte of two accounts: one that hangs leaves room for another.
    private const int TimeoutsInAll = 2;

    /// <summary>Runs the exchange at the first route that has a usable account; later ones are the user's fallbacks.</summary>
    /// <exception cref="OperationCanceledException">The client left, or the proxy is stopping, while the exchange waited for an account.</exception>
    public async Task RunAsync(
        Exchange exchange, IReadOnlyList<LeaseRequest> routes, ClientReply reply, SilenceWatch? silence, CancellationToken clientGone)
    {
        var run = Begin(routes);
        for (var at = 0; at < routes.Count; at++)
        {
            var route = routes[at];
            exchange.ResolvedModel = route.Model;
            run.Enter(exchange);
            while (!run.IsOver(time.GetUtcNow()))
            {
                var result = await HeardAsync(pool.LeaseAsync(route, exchange.Tried, clientGone), silence).ConfigureAwait(false);
                if (result.Lease is { } lease)
                {
                    using (lease)
                    {
                        Note(exchange, lease, result);
                        if (await AttemptAsync(exchange, run, lease, reply, silence, clientGone).ConfigureAwait(false))
                        {
                            return;
                        }

                        exchange.Tried.Add(lease.Account.Id);
                    }

                    continue;
                }

                run.Refusal ??= result.Refusal;
                exchange.PassedOver = result.PassedOver;
                if (at < routes.Count - 1 || AnotherRound.Plan(exchange, run, time.GetUtcNow(), dice.Draw()) is not { } pause)
                {
                    break;
                }

                await HeardAsync(PauseAsync(pause, clientGone), silence).ConfigureAwait(false);
                run.Waited += pause;
            }
        }

        await GiveUpAsync(exchange, run, routes, reply, clientGone).ConfigureAwait(false);
    }

    private AttemptRun Begin(IReadOnlyList<LeaseRequest> routes)
    {
        var now = time.GetUtcNow();
        var (scheduling, timeout) = (config().Scheduling, config().Proxy.RequestTimeout);
        var most = scheduling.MaxAttempts ?? Math.Clamp(MostCandidates(routes), FewestAttempts, MostAttempts);
        return new AttemptRun(most, now + (timeout * TimeoutsInAll), now + timeout);
    }

    private static int MostCandidates(IReadOnlyList<LeaseRequest> routes)
    {
        var most = 0;
        for (var at = 0; at < routes.Count; at++)
        {
            most = Math.Max(most, routes[at].Candidates.Length);
        }

        return most;
    }

    // One account, and the same one again where a refresh or a strip can help. True where the exchange is over.
    private async ValueTask<bool> AttemptAsync(
        Exchange exchange, AttemptRun run, AccountLease lease, ClientReply reply, SilenceWatch? silence, CancellationToken clientGone)
    {
        run.Counted++;
        while (true)
        {
            var started = time.GetTimestamp();
            var plan = Plan(exchange, lease.Account, out var upstreamModel);
            var outcome = plan is TranslationPlan.Unsupported refused
                ? AttemptOutcome.Failed(refused.Fault)
                : await CredentialUse.PrepareAsync(credentials, run, lease, clientGone).ConfigureAwait(false) is { } missing ? AttemptOutcome.Failed(missing)
                : CredentialUse.Clean(await runner.RunAsync(exchange, lease, plan, upstreamModel, reply, silence, clientGone).ConfigureAwait(false), lease.Account.Credential);
            using (outcome.Reply)
            {
                if (outcome.Status is not null)
                {
                    offline.Connected();
                }

                var ruling = outcome.Fault is { } fault ? Rule(fault, run, lease.Account) : null;
                var next = await SettleAsync(exchange, run, lease, outcome, ruling, reply, started, clientGone).ConfigureAwait(false);
                if (next is not null)
                {
                    return next.Value;
                }

                exchange.AttemptsBegun++;
            }
        }
    }

    // True: the exchange is over. False: the next account. Null: the same account again.
    private async ValueTask<bool?> SettleAsync(
        Exchange exchange, AttemptRun run, AccountLease lease, AttemptOutcome outcome, Ruling? ruling, ClientReply reply, long started, CancellationToken clientGone)
    {
        if (ruling is null)
        {
            lease.Succeeded();
            lease.Used((exchange.Usage.Input ?? 0) + (exchange.Usage.Output ?? 0));
            exchange.Verdict = Verdict.Ok;
            Record(exchange, run, lease, Verdict.Ok, outcome, "answered", started);
            return true;
        }

        var fault = outcome.Fault!;
        (exchange.Verdict, run.LastFault, run.LastRuling) = (ruling.Verdict, fault, ruling);
        if (ruling.Verdict == Verdict.Cancelled)
        {
            Record(exchange, run, lease, ruling.Verdict, outcome, "upstream cancelled", started);
            await ClientEnding.EndCancelledAsync(exchange, reply).ConfigureAwait(false);
            return true;
        }

        if (!reply.Committed && ruling.Next == NextStep.RefreshCredential)
        {
            return await RefreshAsync(exchange, run, lease, outcome, started, clientGone).ConfigureAwait(false);
        }

        if (!reply.Committed && ruling.Next == NextStep.StripState && Strip(exchange))
        {
            Record(exchange, run, lease, ruling.Verdict, outcome, "opaque state stripped, same account again", started);
            return null;
        }

        if (ruling.Next == NextStep.StripState)
        {
            ruling = ruling with { Next = NextStep.Return };
        }

        lease.Failed(ruling);
        run.Counted -= ruling.Verdict == Verdict.Offline ? 1 : 0;
        AnotherRound.Note(run, lease.Account.Id, ruling.Verdict, ruling.Hint);
        var over = reply.Committed || ruling.Next == NextStep.Return;
        Record(exchange, run, lease, ruling.Verdict, outcome, over ? "told the client" : "next account", started);
        if (over)
        {
            await ClientEnding.TellAsync(exchange, outcome, fault, reply, clientGone).ConfigureAwait(false);
        }

        return over;
    }

    private async ValueTask<bool?> RefreshAsync(
        Exchange exchange, AttemptRun run, AccountLease lease, AttemptOutcome outcome, long started, CancellationToken clientGone)
    {
        run.Refreshed.Add(lease.Account.Id);
        var fresh = await credentials.RefreshAsync(lease.Account, outcome.Secret, clientGone).ConfigureAwait(false);
        if (fresh.Fault is not { } refused)
        {
            lease.Present(fresh.Secret);
            Record(exchange, run, lease, Verdict.AuthExpired, outcome, "credential refreshed, same account again", started);
            return null;
        }

        // Whoever refuses to refresh says what the account's state is: a grant that is over, or a token endpoint that is down.
        var ruling = Rule(refused, run, lease.Account);
        ruling = ruling.Next == NextStep.Return ? ruling with { Next = NextStep.NextAccount, CountsForCircuit = true } : ruling;
        lease.Failed(ruling);
        (exchange.Verdict, run.LastFault, run.LastRuling) = (ruling.Verdict, refused, ruling);
        Record(exchange, run, lease, ruling.Verdict, outcome with { Fault = refused }, "next account", started);
        return false;
    }

    private Ruling Rule(Fault fault, AttemptRun run, Account account)
    {
        var canRefresh = fault.Kind == FaultKind.Authentication && !run.Refreshed.Contains(account.Id) && credentials.CanRefresh(account);
        var ruling = VerdictClassifier.Rule(fault, canRefresh);
        if (fault is not { Kind: FaultKind.Network, Code: nameof(HttpRequestError.ConnectionError) or nameof(HttpRequestError.NameResolutionError) })
        {
            return ruling;
        }

        var blameless = offline.ConnectFailed(account.BaseUrl.Host, account.Id);
        if (blameless.Count == 0)
        {
            return ruling;
        }

        pool.Forgive(blameless, offline.Since);
        return VerdictClassifier.Offline(fault);
    }

    private static bool Strip(Exchange exchange)
    {
        if (exchange.StripsState || StrictRule.IsSet(exchange.Request))
        {
            return false;
        }

        if (exchange.Chat is not null)
        {
            // A translated request is written anew without it; the writer reports what is lost.
            return exchange.StripsState = true;
        }

        var body = exchange.Request.Body;
        var losses = OpaqueStateStripper.Strip(exchange.Request.Protocol, body.Span, new ArrayBufferWriter<byte>(body.Length + 1));
        return exchange.StripsState = losses.Count > 0;
    }

    private async Task GiveUpAsync(
        Exchange exchange, AttemptRun run, IReadOnlyList<LeaseRequest> routes, ClientReply reply, CancellationToken clientGone)
    {
        if (run.Refusal is { } refusal && exchange.Attempts.Count == 0)
        {
            exchange.PassedOver = refusal.PassedOver;
            exchange.ResolvedModel = routes[0].Model;
            exchange.Strategy = config().Scheduling.Strategy.ToName();
        }

        var back = routes.Select(route => pool.EarliestReturn(route.Candidates, route.Model)).Min();
        (exchange.Verdict, var fault) = Exhaustion.Judge(exchange, run.Refusal, run.LastFault, back, time.GetUtcNow());
        await reply.FailAsync(fault, clientGone).ConfigureAwait(false);
    }

    private void Note(Exchange exchange, AccountLease lease, LeaseResult result)
    {
        exchange.AttemptsBegun++;
        exchange.Account = lease.Account;
        exchange.PassedOver = result.PassedOver;
        exchange.UpstreamProtocol = exchange.Request.Protocol;
        exchange.Strategy = config().Scheduling.Strategy.ToName();
        exchange.Choice = lease.Reason;
        exchange.Score = double.IsFinite(lease.Score) ? lease.Score : null;
    }

    private void Record(Exchange exchange, AttemptRun run, AccountLease lease, Verdict verdict, AttemptOutcome outcome, string action, long started)
    {
        if (AttemptRun.HasRoomToRecord(exchange))
        {
            exchange.Attempts.Add(AttemptNotes.Of(lease, verdict, outcome, action, run.Waited, time.GetElapsedTime(started)));
        }

        run.Waited = TimeSpan.Zero;
    }

    private static TranslationPlan Plan(Exchange exchange, Account account, out string? upstreamModel)
    {
        var request = exchange.Request;
        upstreamModel = exchange.ResolvedModel is { } model ? RouteResolver.UpstreamModel(account, model) : null;
        var served = ModelProtocols.Of(account, request.Operation, upstreamModel);
        var named = request.PathModel is null || request.Protocol == Protocol.Gemini ? upstreamModel : null;
        var plan = TranslationPlanner.Plan(request.Protocol, request.Operation, served, request.Head, named);
        return exchange.Reasoning is (null, null) || request.Operation != Operation.Generate ? plan : plan switch
        {
            TranslationPlan.Passthrough => new TranslationPlan.Patched(null, false) { Effort = exchange.Reasoning.Effort, ThinkingBudget = exchange.Reasoning.ThinkingBudget },
            TranslationPlan.Patched patched => patched with { Effort = exchange.Reasoning.Effort, ThinkingBudget = exchange.Reasoning.ThinkingBudget },
            _ => plan,
        };
    }

    // A wait that takes long is heard by a streaming client as heartbeats.
    private static async ValueTask<T> HeardAsync<T>(ValueTask<T> work, SilenceWatch? silence) =>
        work.IsCompleted || silence is null ? await work.ConfigureAwait(false) : await silence.WaitAsync(work.AsTask()).ConfigureAwait(false);

    private async ValueTask<bool> PauseAsync(TimeSpan pause, CancellationToken clientGone)
    {
        await Task.Delay(pause, time, clientGone).ConfigureAwait(false);
        return true;
    }
}
