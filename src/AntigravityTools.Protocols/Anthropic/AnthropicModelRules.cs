using System.Globalization;
using System.Text.RegularExpressions;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Anthropic;

/// <summary>What Claude models take, by version (protocols.md §0.3, §0.7, §2.2). Names that are not Claude's take what the protocol has.</summary>
internal sealed partial record AnthropicModelRules
{
    /// <summary>How sampling parameters are taken.</summary>
    internal enum SamplingRule
    {
        /// <summary>All of them.</summary>
        Free,

        /// <summary>Temperature or top_p, not both.</summary>
        OneOfTwo,

        /// <summary>None but the defaults.</summary>
        None,
    }

    internal required SamplingRule Sampling { get; init; }

    /// <summary>True where thinking is <c>adaptive</c> with an effort; false where it has a budget.</summary>
    internal required bool Adaptive { get; init; }

    /// <summary>The highest efforts the model takes; null where it takes none.</summary>
    internal Effort? HighestEffort { get; init; }

    /// <summary>True where <c>xhigh</c> is a level of its own.</summary>
    internal bool HasXHigh { get; init; }

    /// <summary>True where system messages may stand among the others.</summary>
    internal bool SystemAnywhere { get; init; }

    /// <summary>The most tokens the model writes.</summary>
    internal required long MaxOutputTokens { get; init; }

    internal static AnthropicModelRules Of(string model)
    {
        var match = Version().Match(model);
        if (!match.Success)
        {
            return model.Contains("claude-3", StringComparison.Ordinal) ? Old(8192)
                : model.Contains("claude", StringComparison.Ordinal) ? Newest
                : Old(32_000) with { Sampling = SamplingRule.Free };
        }

        var major = int.Parse(match.Groups["major"].ValueSpan, CultureInfo.InvariantCulture);
        var minor = match.Groups["minor"].Success ? int.Parse(match.Groups["minor"].ValueSpan, CultureInfo.InvariantCulture) : 0;
        var opus = match.Groups["family"].ValueSpan.SequenceEqual("opus");
        return (major, minor) switch
        {
            ( < 4, _) => Old(8192),
            (4, < 5) => Old(opus ? 32_000 : 64_000),
            (4, 5) => Old(64_000) with { Sampling = SamplingRule.OneOfTwo, HighestEffort = opus ? Effort.High : null },
            (4, 6) => Newest with { Sampling = SamplingRule.OneOfTwo, HasXHigh = false, SystemAnywhere = false },
            (4, _) => Newest with { SystemAnywhere = false },
            _ => Newest,
        };
    }

    private static AnthropicModelRules Newest => new()
    {
        Sampling = SamplingRule.None, Adaptive = true, HighestEffort = Effort.Max, HasXHigh = true, SystemAnywhere = true, MaxOutputTokens = 128_000,
    };

    private static AnthropicModelRules Old(long most) => new() { Sampling = SamplingRule.Free, Adaptive = false, MaxOutputTokens = most };

    [GeneratedRegex(@"claude-(?<family>[a-z]+)-(?<major>\d{1,2})(?:[-.@](?<minor>\d{1,2}))?(?!\d)")]
    private static partial Regex Version();
}
