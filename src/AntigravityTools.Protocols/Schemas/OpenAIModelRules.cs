namespace AntigravityTools.Protocols.Schemas;

/// <summary>What OpenAI's models refuse (protocols.md §2.1, §3.38–40). Shared by Chat Completions and Responses.</summary>
/// <param name="Prefix">What the model's name starts with.</param>
/// <param name="Reasons">True for reasoning models: <c>max_completion_tokens</c>, no sampling parameters.</param>
/// <param name="TakesSystem">False where neither system nor developer messages are taken; they become user messages.</param>
/// <param name="TakesDeveloper">True where instructions go as <c>developer</c>.</param>
public sealed record OpenAIModelRules(string Prefix, bool Reasons, bool TakesSystem, bool TakesDeveloper)
{
    private static readonly OpenAIModelRules[] Table =
    [
        new("o1-mini", true, false, false),
        new("o1-preview", true, false, false),
        new("o1", true, true, true),
        new("o3", true, true, true),
        new("o4", true, true, true),
        new("codex", true, true, true),
        new("gpt-5-chat", false, true, false),
        new("gpt-5", true, true, true),
        new("gpt-6", true, true, true),
    ];

    private static readonly OpenAIModelRules Plain = new("", false, true, false);

    /// <summary>The rules of a model; those that are not OpenAI's own take everything.</summary>
    public static OpenAIModelRules Of(string model)
    {
        var name = model[(model.LastIndexOf('/') + 1)..];
        foreach (var rules in Table)
        {
            if (name.StartsWith(rules.Prefix, StringComparison.OrdinalIgnoreCase))
            {
                return rules;
            }
        }

        return Plain;
    }
}
