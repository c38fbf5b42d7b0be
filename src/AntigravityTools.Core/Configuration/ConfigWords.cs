using System.Collections.Immutable;

namespace AntigravityTools.Core.Configuration;

/// <summary>The words of <c>config.json</c> for its enumerations.</summary>
public static class ConfigWords
{
    /// <summary>The auth modes, in the order of the enumeration.</summary>
    public static ImmutableArray<string> AuthModes { get; } = ["off", "strict", "all_except_health", "auto"];

    /// <summary>The strategies, in the order of the enumeration.</summary>
    public static ImmutableArray<string> Strategies { get; } = ["balance", "cache_first", "performance_first", "priority"];

    /// <summary>The languages of the pages.</summary>
    public static ImmutableArray<string> Languages { get; } = ["system", "en", "ko", "zh"];

    /// <summary>The themes of the pages.</summary>
    public static ImmutableArray<string> Themes { get; } = ["system", "light", "dark"];

    /// <summary>The word of an auth mode.</summary>
    public static string ToWord(this AuthMode mode) => AuthModes[(int)mode];

    /// <summary>The word of a strategy.</summary>
    public static string ToWord(this Strategy strategy) => Strategies[(int)strategy];
}
