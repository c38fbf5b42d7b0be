using System.Collections.Immutable;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Translation;

/// <summary>Chooses the cheapest way from an inbound protocol to what an account serves. A pure function.</summary>
public static class TranslationPlanner
{
    private static readonly TranslationPlan Passthrough = new TranslationPlan.Passthrough();

    /// <summary>Plans one request for one account.</summary>
    /// <param name="inbound">The client's protocol.</param>
    /// <param name="operation">What the client asks for.</param>
    /// <param name="served">The protocols that the account serves natively for this model.</param>
    /// <param name="head">What the body says.</param>
    /// <param name="upstreamModel">The model to ask the account for; null where the request names none.</param>
    public static TranslationPlan Plan(
        Protocol inbound, Operation operation, ImmutableArray<Protocol> served, RequestHead head, string? upstreamModel)
    {
        if (!served.Contains(inbound))
        {
            return new TranslationPlan.Unsupported(Refuse(inbound, served));
        }

        // Gemini names its model in the path, where the upstream's address takes it over.
        var model = inbound == Protocol.Gemini || upstreamModel is null || upstreamModel == head.Model ? null : upstreamModel;
        var includeUsage = inbound == Protocol.OpenAIChat
            && operation is Operation.Generate or Operation.Complete
            && head is { Stream: true, IncludeUsage: false };
        return model is null && !includeUsage ? Passthrough : new TranslationPlan.Patched(model, includeUsage);
    }

    private static Fault Refuse(Protocol inbound, ImmutableArray<Protocol> served) => new()
    {
        Kind = FaultKind.Unsupported,
        Message = served.IsDefaultOrEmpty
            ? $"The accounts for this model speak no protocol at all. Set the protocols of an account so that it serves {Name(inbound)}."
            : $"This request is in {Name(inbound)}, but the accounts for this model speak {string.Join(" and ", served.Select(Name))}. "
                + "Send it in a protocol they speak, or add an account that speaks the request's.",
        Param = "model",
    };

    private static string Name(Protocol protocol) => protocol switch
    {
        Protocol.OpenAIChat => "OpenAI Chat Completions",
        Protocol.OpenAIResponses => "OpenAI Responses",
        Protocol.Anthropic => "Anthropic Messages",
        _ => "Gemini",
    };
}
