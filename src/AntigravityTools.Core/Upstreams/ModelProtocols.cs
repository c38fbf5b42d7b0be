using System.Collections.Immutable;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Upstreams;

/// <summary>
/// Which of an account's protocols serve a model, where the provider offers it at one endpoint only (OpenAI's and Google's model
/// pages, 2026-11). What an account declares is never widened.
/// </summary>
public static class ModelProtocols
{
    private static readonly ImmutableArray<Protocol> Chat = [Protocol.OpenAIChat];
    private static readonly ImmutableArray<Protocol> Responses = [Protocol.OpenAIResponses];
    private static readonly ImmutableArray<Protocol> Anthropic = [Protocol.Anthropic];
    private static readonly ImmutableArray<Protocol> Gemini = [Protocol.Gemini];

    private static readonly string[] ResponsesOnly = ["-codex", "-deep-research", "codex-mini", "computer-use-preview"];
    private static readonly string[] ResponsesOnlyPro = ["o1-pro", "o3-pro", "gpt-5-pro"];
    private static readonly string[] ChatOnly = ["-audio", "-search-preview", "-search-api"];

    /// <summary>The protocols to speak with an account about a model; the account's own where nothing narrows them.</summary>
    public static ImmutableArray<Protocol> Of(Account account, Operation operation, string? model)
    {
        if (model is null || operation is not (Operation.Generate or Operation.CountTokens))
        {
            return account.Protocols;
        }

        var only = account.Provider switch
        {
            "openai" or "azure-openai" => OfOpenAI(model),
            Vertex.VertexAddress.Provider => Vertex.VertexAddress.IsAnthropic(model) ? Anthropic : Gemini,
            _ => default,
        };
        return only.IsDefault || account.Protocols.Length <= 1 || !account.Protocols.Contains(only[0]) ? account.Protocols : only;
    }

    private static ImmutableArray<Protocol> OfOpenAI(string model) =>
        ContainsAny(model, ChatOnly) ? Chat
        : ContainsAny(model, ResponsesOnly) || ContainsAny(model, ResponsesOnlyPro) || IsNumberedPro(model) ? Responses
        : default;

    // gpt-5.2-pro, gpt-5.4-pro-2026-03-05 and their successors.
    private static bool IsNumberedPro(string model) =>
        model.StartsWith("gpt-5.", StringComparison.OrdinalIgnoreCase) && model.AsSpan(6).TrimStart("0123456789").StartsWith("-pro", StringComparison.OrdinalIgnoreCase);

    private static bool ContainsAny(string model, string[] marks)
    {
        foreach (var mark in marks)
        {
            if (model.Contains(mark, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
