using System.Collections.Immutable;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Gemini;

/// <summary>What Google's models take, by name (protocols.md §2.1–2.4, 2026-11). The first row whose prefix fits counts.</summary>
internal sealed record GeminiModelRules(string Prefix)
{
    /// <summary>How reasoning is asked for.</summary>
    internal enum ThinkingStyle
    {
        /// <summary>The model does not reason, or not on request.</summary>
        None,

        /// <summary><c>thinkingBudget</c> in tokens.</summary>
        Budget,

        /// <summary><c>thinkingLevel</c> in words.</summary>
        Level,
    }

    private static readonly ImmutableArray<Effort> UpToHigh = [Effort.Low, Effort.Medium, Effort.High];

    private static readonly GeminiModelRules[] Table =
    [
        new("gemini-1") { OldSchemas = true, Penalties = true, MaxOutputTokens = 8192 },
        new("gemini-2.0") { OldSchemas = true, Penalties = true, MaxOutputTokens = 8192 },
        new("gemma") { OldSchemas = true, Penalties = true, MaxOutputTokens = 8192 },
        new("learnlm") { OldSchemas = true, Penalties = true, MaxOutputTokens = 8192 },
        new("gemini-2.5-flash-image") { MaxOutputTokens = 32_768 },
        new("gemini-2.5-flash-lite") { Thinking = ThinkingStyle.Budget, LeastBudget = 512, MostBudget = 24_576, CanStopThinking = true },
        new("gemini-2.5-flash") { Thinking = ThinkingStyle.Budget, LeastBudget = 1, MostBudget = 24_576, CanStopThinking = true },
        new("gemini-2.5") { Thinking = ThinkingStyle.Budget, LeastBudget = 128, MostBudget = 32_768 },
        Third("gemini-3-pro-image") with { Thinking = ThinkingStyle.None },
        Third("gemini-3-pro") with { Levels = [Effort.Low, Effort.High] },
        Third("gemini-3-flash") with { Levels = [Effort.Minimal, .. UpToHigh] },
        Third("gemini-3.5-flash") with { Levels = [Effort.Minimal, .. UpToHigh] },
        Third("gemini-3"),
        Third("gemini-"),
    ];

    // A model of another family behind this protocol: the plain words of the middle generation.
    private static readonly GeminiModelRules Other = new("") { Thinking = ThinkingStyle.Budget, LeastBudget = 0, MostBudget = 32_768, CanStopThinking = true };

    internal ThinkingStyle Thinking { get; init; }

    /// <summary>The smallest budget that is not 0.</summary>
    internal long LeastBudget { get; init; }

    internal long MostBudget { get; init; }

    /// <summary>True where a budget of 0 is taken.</summary>
    internal bool CanStopThinking { get; init; }

    /// <summary>The values of <c>thinkingLevel</c>, lowest first.</summary>
    internal ImmutableArray<Effort> Levels { get; init; } = UpToHigh;

    /// <summary>True where only <c>parameters</c> and <c>responseSchema</c> are taken, in Google's own subset.</summary>
    internal bool OldSchemas { get; init; }

    /// <summary>True for the third generation: signed calls, media in results, a schema beside functions, built-in tools beside functions.</summary>
    internal bool IsThird { get; init; }

    /// <summary>True where presence and frequency penalties are taken.</summary>
    internal bool Penalties { get; init; }

    /// <summary>The most tokens the model writes, reasoning included.</summary>
    internal long MaxOutputTokens { get; init; } = 65_536;

    /// <summary>The budget that stands for an effort (protocols.md §2.2).</summary>
    internal long BudgetOf(Effort effort) => effort switch
    {
        Effort.None => 0,
        Effort.Minimal => Math.Max(512, LeastBudget),
        Effort.Low => 1024,
        Effort.Medium => 8192,
        Effort.High => Math.Min(24_576, MostBudget),
        _ => MostBudget,
    };

    internal static GeminiModelRules Of(string model)
    {
        var name = model.AsSpan(model.LastIndexOf('/') + 1);
        foreach (var rules in Table)
        {
            if (name.StartsWith(rules.Prefix, StringComparison.OrdinalIgnoreCase))
            {
                return rules;
            }
        }

        return Other;
    }

    private static GeminiModelRules Third(string prefix) => new(prefix) { Thinking = ThinkingStyle.Level, IsThird = true };
}
