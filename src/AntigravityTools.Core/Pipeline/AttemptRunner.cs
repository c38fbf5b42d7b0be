using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Configuration;
using AntigravityTools.Core.Upstreams;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Translation;

namespace AntigravityTools.Core.Pipeline;

/// <summary>One try at one account, by the way its plan says. Every failure comes back as a value.</summary>
internal sealed class AttemptRunner(PassthroughRunner passthrough, TranslatedRunner translated, Func<ProxyConfig> config, TimeProvider time)
{
    public async ValueTask<AttemptOutcome> RunAsync(
        Exchange exchange, AccountLease lease, TranslationPlan plan, string? upstreamModel, ClientReply reply, SilenceWatch? silence, CancellationToken clientGone)
    {
        using var clock = new AttemptClock(time, clientGone);
        clock.Within(config().RequestTimeout, "request_timeout_seconds");
        var address = lease.Account.BaseUrl;
        try
        {
            if (plan is TranslationPlan.Translated { Upstream: var upstream })
            {
                return await translated.RunAsync(exchange, lease, upstream, upstreamModel ?? "", reply, silence, clock).ConfigureAwait(false);
            }

            var outcome = await passthrough.RunAsync(exchange, lease, plan, upstreamModel, reply, silence, clock).ConfigureAwait(false);
            if (exchange.Request.Operation != Operation.CountTokens || !MissingEndpoint.IsMeantBy(outcome, upstreamModel))
            {
                return outcome;
            }

            outcome.Reply?.Dispose();
            return await translated.CountAsync(exchange, reply, clock).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (clock.Token.IsCancellationRequested)
        {
            return AttemptOutcome.Failed(clock.ToFault());
        }
        catch (HttpRequestException error)
        {
            return AttemptOutcome.Failed(UpstreamClient.FaultOf(error, address));
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            return AttemptOutcome.Failed(new Fault
            {
                Kind = FaultKind.Network, Message = $"The answer of {address.Authority} broke off: {error.GetBaseException().Message}",
            });
        }
    }
}
