using System.Collections.Immutable;

namespace AntigravityTools.Protocols.Model;

/// <summary>Which tools the model may or must call.</summary>
/// <param name="Mode">The rule.</param>
/// <param name="Names">The tools meant by <see cref="ToolChoiceMode.Named"/> (one) and by the two allow-lists; else empty.</param>
public sealed record ToolChoice(ToolChoiceMode Mode, ImmutableArray<string> Names)
{
    /// <summary>A choice that names no tool.</summary>
    public static ToolChoice Of(ToolChoiceMode mode) => new(mode, []);

    /// <summary>Exactly this tool.</summary>
    public static ToolChoice Named(string name) => new(ToolChoiceMode.Named, [name]);
}
