using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Routing;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Pipeline;

/// <summary>Says why no account at all can take a request.</summary>
internal static class NoRoute
{
    public static Fault Forgotten(string id) => new()
    {
        Kind = FaultKind.InvalidRequest,
        Code = "previous_response_not_found",
        Param = "previous_response_id",
        Message = $"Previous response with id '{id}' not found. Send the whole conversation as 'input' instead.",
    };

    public static Fault NoName(string model) => new()
    {
        Kind = FaultKind.InvalidRequest, Param = "model", Message = $"No model has a name of {model.Length} characters. Set 'model' to one that GET /v1/models lists.",
    };

    public static Fault NobodyOffers(RouteDecision decision, AccountPool pool)
    {
        if (pool.Snapshot.Entries.IsEmpty)
        {
            return new Fault { Kind = FaultKind.Unavailable, NeedsPerson = true, Message = pool.WhyNotReady() ?? "" };
        }

        var near = decision.NearNames.IsEmpty
            ? "GET /v1/models lists what the accounts offer."
            : $"Did you mean {string.Join(", ", decision.NearNames.Select(name => $"'{name}'"))}?";
        return new Fault
        {
            Kind = FaultKind.NotFound,
            Code = "model_not_found",
            Param = "model",
            Message = $"No account offers the model '{decision.ResolvedModel}'. {near}",
        };
    }

    public static Fault NotThere(RouteDecision decision) => new()
    {
        Kind = FaultKind.NotFound,
        Code = "model_not_found",
        Param = "model",
        Message = $"The account that was asked for does not offer the model '{decision.ResolvedModel}', or can not serve this call. Choose another account.",
    };

    public static Fault NobodySpeaks(RouteDecision decision, InboundRequest request) => new()
    {
        Kind = FaultKind.Unsupported,
        Code = "unsupported_operation",
        Param = "model",
        Message = request.Operation == Operation.Compact
            ? $"No account that offers '{decision.ResolvedModel}' has /v1/responses/compact: what it makes, only OpenAI's own Responses API can read again. "
                + "Let the client summarise the conversation itself, or add an account that speaks OpenAI Responses."
            : $"No account that offers '{decision.ResolvedModel}' has an endpoint for this call ({request.Operation}, {request.Protocol.ToName()}). "
                + "Add an account of a provider that has one.",
    };

    public static Fault OutOfReach(string id) => new()
    {
        Kind = FaultKind.InvalidRequest,
        Code = "server_object_not_found",
        Message = $"The request names '{id}', which a provider keeps for the account that made it, and no such account can serve this model now. "
            + "Send the content itself, or ask for a model of the account that made it.",
    };
}
