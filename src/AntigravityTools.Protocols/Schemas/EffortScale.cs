using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Schemas;

/// <summary>Effort in words and in tokens (protocols.md §2.2).</summary>
public static class EffortScale
{
    private static readonly long[] Budgets = [0, 1024, 2048, 8192, 24576, 32768, 128_000];

    /// <summary>The budget in tokens that stands for an effort.</summary>
    public static long ToBudget(Effort effort) => Budgets[(int)effort];

    /// <summary>The effort that a budget stands for; null for -1, which leaves the depth to the model.</summary>
    public static Effort? FromBudget(long budget) => budget switch
    {
        < 0 => null,
        0 => Effort.None,
        <= 512 => Effort.Minimal,
        <= 1024 => Effort.Low,
        <= 8192 => Effort.Medium,
        <= 24576 => Effort.High,
        _ => Effort.XHigh,
    };

    /// <summary>The effort a request asks for, in words: stated, or from its budget; null where it leaves the depth to the model.</summary>
    public static Effort? EffortOf(ReasoningRequest reasoning) =>
        reasoning.Effort ?? (reasoning.BudgetTokens is { } budget ? FromBudget(budget) : null);

    /// <summary>The budget a request asks for, in tokens: stated, or from its effort; null where it leaves the depth to the model.</summary>
    public static long? BudgetOf(ReasoningRequest reasoning) =>
        reasoning.BudgetTokens ?? (reasoning.Effort is { } effort ? ToBudget(effort) : null);

    /// <summary>The effort of a word on the wire; null where it is none of the seven.</summary>
    public static Effort? Parse(string? word) => word?.ToLowerInvariant() switch
    {
        "none" => Effort.None,
        "minimal" => Effort.Minimal,
        "low" => Effort.Low,
        "medium" => Effort.Medium,
        "high" => Effort.High,
        "xhigh" => Effort.XHigh,
        "max" => Effort.Max,
        _ => null,
    };

    /// <summary>The word of an effort on the wire.</summary>
    public static string ToWord(Effort effort) => effort switch
    {
        Effort.None => "none",
        Effort.Minimal => "minimal",
        Effort.Low => "low",
        Effort.Medium => "medium",
        Effort.High => "high",
        Effort.XHigh => "xhigh",
        _ => "max",
    };
}
