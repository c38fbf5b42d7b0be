using System.Collections.Concurrent;
using AntigravityTools.Simulator.Answers;
using AntigravityTools.Simulator.OAuth;
using AntigravityTools.Simulator.OpenAIResponses;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Simulator.Hosting;

/// <summary>What one simulator remembers between requests; everything in it is bounded.</summary>
internal sealed class SimulatorState(SimulatorOptions options)
{
    public SimulatorOptions Options { get; } = options;

    public RequestLog Log { get; } = new(options.RecordedRequests);

    public BehaviourScript Script { get; } = new();

    public IdSource Ids { get; } = new();

    public PrefixMemory Prefixes { get; } = new(options.MinimumCachedTokens);

    public RateWindow Rates { get; } = new(options.TimeProvider);

    public ConcurrentDictionary<string, SimulatedFile> Files { get; } = new();

    public StoredResponses Responses { get; } = new();

    public TokenStore Tokens { get; } = new(options.TimeProvider, options.AccessTokenLifetime);
}
