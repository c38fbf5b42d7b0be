namespace AntigravityTools.Core.Records;

/// <summary>What a model costs, in US dollars per million tokens.</summary>
/// <param name="Input">Prompt tokens that touch no cache.</param>
/// <param name="Output">Generated tokens.</param>
/// <param name="CacheRead">Prompt tokens read from a cache; null means the input price.</param>
/// <param name="CacheWrite">Prompt tokens written to a cache; null means the input price.</param>
/// <param name="Reasoning">Generated tokens spent on reasoning; null means the output price.</param>
public sealed record ModelPrice(decimal Input, decimal Output, decimal? CacheRead = null, decimal? CacheWrite = null, decimal? Reasoning = null);
