using AntigravityTools.Protocols.Model;
using AntigravityTools.Protocols.Schemas;

namespace AntigravityTools.Protocols.OpenAIResponses;

/// <summary>Which efforts a family of models takes (OpenAI model pages, 2026-11); what else it refuses is in <see cref="OpenAIModelRules"/>.</summary>
/// <param name="Prefix">How the names begin.</param>
/// <param name="Least">Lowest effort.</param>
/// <param name="Most">Highest effort.</param>
internal sealed record OpenAIResponsesModelRules(string Prefix, Effort Least = Effort.None, Effort Most = Effort.Max)
{
    // The first row that matches counts.
    private static readonly OpenAIResponsesModelRules[] Table =
    [
        new("gpt-5.1-codex-max", Effort.None, Effort.XHigh),
        new("gpt-5.1", Effort.None, Effort.High),
        new("gpt-5.2", Effort.None, Effort.XHigh),
        new("gpt-5.3", Effort.None, Effort.XHigh),
        new("gpt-5.4", Effort.None, Effort.XHigh),
        new("gpt-5.5", Effort.None, Effort.XHigh),
        new("gpt-5."),
        new("gpt-5-pro", Effort.High, Effort.High),
        new("gpt-5-codex", Effort.Low, Effort.High),
        new("gpt-5", Effort.Minimal, Effort.High),
        new("o1", Effort.Low, Effort.High),
        new("o3", Effort.Low, Effort.High),
        new("o4", Effort.Low, Effort.High),
        new("codex-", Effort.Low, Effort.High),
        new("gpt-oss", Effort.Low, Effort.High),
    ];

    private static readonly OpenAIResponsesModelRules Plain = new("");

    /// <summary>True for a model that reasons and gives its reasoning in encrypted form.</summary>
    internal bool Reasons { get; private init; }

    /// <summary>True for a model that is known not to reason, and that refuses to be asked for it.</summary>
    internal bool NeverReasons { get; private init; }

    /// <summary>True where instructions go as <c>developer</c>; other servers know <c>system</c> only.</summary>
    internal bool TakesDeveloper { get; private init; }

    /// <summary>The rules of a model; a maker's prefix (<c>openai/</c>) does not count.</summary>
    internal static OpenAIResponsesModelRules Of(string model)
    {
        var name = model[(model.LastIndexOf('/') + 1)..];
        var shared = OpenAIModelRules.Of(model);
        var row = Array.Find(Table, row => name.StartsWith(row.Prefix, StringComparison.OrdinalIgnoreCase)) ?? Plain;
        return row with
        {
            Reasons = shared.Reasons,
            TakesDeveloper = shared.TakesDeveloper,
            NeverReasons = !shared.Reasons && (Is(name, "gpt-4") || Is(name, "gpt-3.5") || Is(name, "chatgpt-") || Is(name, "gpt-5-chat")),
        };
    }

    /// <summary>The nearest effort that the model takes.</summary>
    internal Effort Clamp(Effort effort) => effort < Least ? Least : effort > Most ? Most : effort;

    private static bool Is(string name, string prefix) => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
}
