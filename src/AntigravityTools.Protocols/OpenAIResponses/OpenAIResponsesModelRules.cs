using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>What a family of models takes (OpenAI model pages, 2026-11). A name that no row matches is taken to refuse nothing.</summary>
/// <param name="Prefix">How the names begin.</param>
/// <param name="Reasons">True where it reasons and gives its reasoning in encrypted form.</param>
/// <param name="Least">Lowest effort.</param>
/// <param name="Most">Highest effort.</param>
internal sealed record OpenAIResponsesModelRules(string Prefix, bool Reasons, Effort Least = Effort.None, Effort Most = Effort.Max)
{
    // The first row that matches counts.
    private static readonly OpenAIResponsesModelRules[] Table =
    [
        new("gpt-5-chat", false),
        new("gpt-5.1-codex-max", true, Effort.None, Effort.XHigh),
        new("gpt-5.1", true, Effort.None, Effort.High),
        new("gpt-5-pro", true, Effort.High, Effort.High),
        new("gpt-5-codex", true, Effort.Low, Effort.High),
        new("gpt-5.2", true, Effort.None, Effort.XHigh),
        new("gpt-5.3", true, Effort.None, Effort.XHigh),
        new("gpt-5.4", true, Effort.None, Effort.XHigh),
        new("gpt-5.5", true, Effort.None, Effort.XHigh),
        new("gpt-5.", true),
        new("gpt-5", true, Effort.Minimal, Effort.High),
        new("gpt-6", true),
        new("o1-mini", true, Effort.Low, Effort.High),
        new("o1", true, Effort.Low, Effort.High),
        new("o3", true, Effort.Low, Effort.High),
        new("o4", true, Effort.Low, Effort.High),
        new("codex-", true, Effort.Low, Effort.High),
        new("gpt-oss", true, Effort.Low, Effort.High),
        new("gpt-4", false),
        new("gpt-3.5", false),
        new("chatgpt-", false),
    ];

    private static readonly OpenAIResponsesModelRules Unknown = new("", false);

    /// <summary>True where no row speaks of the model.</summary>
    internal bool IsUnknown => Prefix.Length == 0;

    /// <summary>The row of a model; a maker's prefix (<c>openai/</c>) does not count.</summary>
    internal static OpenAIResponsesModelRules Of(string model)
    {
        var name = model[(model.LastIndexOf('/') + 1)..];
        return Array.Find(Table, row => name.StartsWith(row.Prefix, StringComparison.OrdinalIgnoreCase)) ?? Unknown;
    }

    /// <summary>The nearest effort that the model takes.</summary>
    internal Effort Clamp(Effort effort) => effort < Least ? Least : effort > Most ? Most : effort;
}
