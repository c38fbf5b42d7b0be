namespace AntigravityTools.Core.Configuration;

/// <summary>Section <c>ui</c>: the pages' look.</summary>
public sealed record UiConfig
{
    /// <summary><c>language</c>: <c>system</c>, <c>en</c>, <c>ko</c> or <c>zh</c>. Default <c>system</c>.</summary>
    public string Language { get; init; } = "system";

    /// <summary><c>theme</c>: <c>system</c>, <c>light</c> or <c>dark</c>. Default <c>system</c>.</summary>
    public string Theme { get; init; } = "system";
}
