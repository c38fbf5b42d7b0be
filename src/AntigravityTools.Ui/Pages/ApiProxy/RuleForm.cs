using System.Collections.Immutable;
using AntigravityTools.Core.Management;

namespace AntigravityTools.Ui.Pages.ApiProxy;

/// <summary>A model rule while it is edited.</summary>
public sealed class RuleForm
{
    /// <summary>A model name, or a glob with <c>*</c>.</summary>
    public string Match { get; set; } = "";

    /// <summary>The upstream model; empty keeps the name.</summary>
    public string? Model { get; set; }

    /// <summary>Only accounts of this provider.</summary>
    public string? Provider { get; set; }

    /// <summary>Only these accounts, separated by commas.</summary>
    public string? Accounts { get; set; }

    /// <summary>Other models in order, separated by commas.</summary>
    public string? Fallbacks { get; set; }

    /// <summary>Reasoning effort to set.</summary>
    public string? Effort { get; set; }

    /// <summary>Thinking tokens to set.</summary>
    public int? ThinkingBudget { get; set; }

    /// <summary>True where the rule is for small requests that clients send on the side.</summary>
    public bool Background { get; set; }

    /// <summary>The form of a rule.</summary>
    public static RuleForm Of(ModelRuleView rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return new RuleForm
        {
            Match = rule.Match,
            Model = rule.Model,
            Provider = rule.Provider,
            Accounts = string.Join(", ", rule.Accounts),
            Fallbacks = string.Join(", ", rule.Fallbacks),
            Effort = rule.Effort,
            ThinkingBudget = rule.ThinkingBudget,
            Background = rule.Background,
        };
    }

    /// <summary>The rule; what is empty is left out.</summary>
    public ModelRuleView ToRule() => new()
    {
        Match = Match.Trim(),
        Model = Text(Model),
        Provider = Text(Provider),
        Accounts = List(Accounts),
        Fallbacks = List(Fallbacks),
        Effort = Text(Effort),
        ThinkingBudget = ThinkingBudget,
        Background = Background,
    };

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static ImmutableArray<string> List(string? text) =>
        [.. (text ?? "").Split([',', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
}
