using System.Collections.Immutable;

namespace AntigravityTools.Core.Upstreams;

/// <summary>A model server that answers on this machine.</summary>
/// <param name="Provider">The provider to add it with.</param>
/// <param name="Server">What usually listens there.</param>
/// <param name="Models">The models that it lists.</param>
public sealed record LocalServer(string Provider, NamedServer Server, ImmutableArray<string> Models);
