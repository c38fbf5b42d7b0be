using System.Collections.Immutable;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Translation;

/// <summary>Chooses the cheapest way from an inbound protocol to what an account serves. A pure function.</summary>
public static class TranslationPlanner
{
    private static readonly TranslationPlan Passthrough = new TranslationPlan.Passthrough();

    // Protocols that carry more of an answer (signed reasoning, blocks) come first.
    private static readonly ImmutableArray<TranslationPlan.Translated> Targets =
    [
        new(Protocol.OpenAIResponses), new(Protocol.Anthropic), new(Protocol.Gemini), new(Protocol.OpenAIChat),
    ];

    // Embeddings exist in two protocols only.
    private static readonly ImmutableArray<TranslationPlan.Translated> EmbeddingTargets = [new(Protocol.OpenAIChat), new(Protocol.Gemini)];

    // Pictures, speech and transcripts are parts of an answer elsewhere; Gemini's models make them.
    private static readonly ImmutableArray<TranslationPlan.Translated> MediaTargets = [new(Protocol.Gemini)];

    /// <summary>The way to an account whose protocols lack the client's; null where there is none for the operation.</summary>
    public static TranslationPlan.Translated? Translation(Operation operation, ImmutableArray<Protocol> served) => operation switch
    {
        Operation.Generate or Operation.Complete or Operation.CountTokens => Targets.FirstOrDefault(plan => served.Contains(plan.Upstream)),
        Operation.Embed or Operation.EmbedBatch => EmbeddingTargets.FirstOrDefault(plan => served.Contains(plan.Upstream)),
        Operation.GenerateImage or Operation.EditImage or Operation.Transcribe or Operation.TranslateAudio or Operation.Speak =>
            MediaTargets.FirstOrDefault(plan => served.Contains(plan.Upstream)),
        _ => null,
    };

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
            return Translation(operation, served) is { } translated ? translated : new TranslationPlan.Unsupported(Refuse(inbound, operation, served));
        }

        // Gemini names its model in the path, where the upstream's address takes it over; some bodies name it once more.
        var isInBody = inbound != Protocol.Gemini || operation is Operation.CountTokens or Operation.Embed or Operation.EmbedBatch;
        var model = !isInBody || upstreamModel is null || upstreamModel == head.Model ? null : upstreamModel;
        var includeUsage = inbound == Protocol.OpenAIChat
            && operation is Operation.Generate or Operation.Complete
            && head is { Stream: true, IncludeUsage: false };
        return model is null && !includeUsage ? Passthrough : new TranslationPlan.Patched(model, includeUsage);
    }

    private static Fault Refuse(Protocol inbound, Operation operation, ImmutableArray<Protocol> served) => new()
    {
        Kind = FaultKind.Unsupported,
        Message = served.IsDefaultOrEmpty
            ? $"The accounts for this model speak no protocol at all. Set the protocols of an account so that it serves {Name(inbound)}."
            : $"The accounts for this model speak {string.Join(" and ", served.Select(Name))}, which has nothing for this call ({operation}). "
                + $"Add an account that speaks {Name(inbound)}.",
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
