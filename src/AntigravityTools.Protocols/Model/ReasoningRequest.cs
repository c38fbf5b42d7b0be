namespace AntigravityTools.Protocols.Model;

/// <summary>How much the client wants the model to reason. What it did not say is null; <c>EffortScale</c> converts.</summary>
public sealed record ReasoningRequest
{
    /// <summary>Effort in words (OpenAI <c>reasoning_effort</c>, Claude <c>output_config.effort</c>, Gemini <c>thinkingLevel</c>).</summary>
    public Effort? Effort { get; init; }

    /// <summary>Effort in tokens (Claude <c>budget_tokens</c>, Gemini <c>thinkingBudget</c>); 0 turns reasoning off, -1 leaves it to the model.</summary>
    public long? BudgetTokens { get; init; }

    /// <summary>True where the client left the depth to the model (Claude <c>thinking.type: adaptive</c>).</summary>
    public bool Adaptive { get; init; }

    /// <summary>Whether reasoning text is to be shown (<c>includeThoughts</c>, <c>reasoning.summary</c>, <c>thinking.display</c>); null where unsaid.</summary>
    public bool? Show { get; init; }
}
