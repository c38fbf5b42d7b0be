using AntigravityTools.Simulator.Hosting;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Simulator.OpenAI;

/// <summary>What OpenAI refuses before a model sees the request.</summary>
internal static class OpenAiChecks
{
    /// <summary>Null when the request is a JSON object that names a known model and has the required fields.</summary>
    public static WireReply? Refusal(Exchange exchange, params ReadOnlySpan<string> required)
    {
        if (!exchange.BodyIsObject)
        {
            return exchange.Refuse(FaultKind.BadRequest,
                "We could not parse the JSON body of your request. (HINT: This likely means you aren't using your HTTP library correctly. The OpenAI API expects a JSON payload, but what was sent was not valid JSON.)");
        }
        if (exchange.Model.Length == 0)
        {
            return exchange.Refuse(FaultKind.BadRequest, "you must provide a model parameter");
        }
        foreach (var field in required)
        {
            if (exchange.Body.Child(field) is null)
            {
                return exchange.Refuse(FaultKind.BadRequest, $"Missing required parameter: '{field}'.", field);
            }
        }
        return Knows(exchange, exchange.Model) ? null : exchange.Refuse(FaultKind.ModelNotFound);
    }

    public static bool Knows(Exchange exchange, string model) =>
        exchange.State.Options.AcceptAnyModel || exchange.State.Options.OpenAiModels.Contains(model);
}
