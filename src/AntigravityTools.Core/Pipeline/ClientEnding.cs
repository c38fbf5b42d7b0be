using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Pipeline;

/// <summary>Ends an exchange that failed, in the way that its stage allows.</summary>
internal static class ClientEnding
{
    private const int ClientClosedRequest = 499;
    private static readonly TimeSpan TimeToSayGoodbye = TimeSpan.FromMilliseconds(500);

    /// <summary>Gives the client an attempt's fault: the upstream's own bytes, an error of its protocol, or a broken connection.</summary>
    public static async Task TellAsync(Exchange exchange, AttemptOutcome outcome, Fault fault, ClientReply reply, CancellationToken clientGone)
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

    /// <summary>Either the client is gone and nobody listens, or the proxy is stopping and the client is still there to be told.</summary>
    public static async Task EndCancelledAsync(Exchange exchange, ClientReply reply)
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
}
