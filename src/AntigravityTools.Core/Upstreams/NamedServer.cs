namespace AntigravityTools.Core.Upstreams;

/// <summary>A well-known server that a provider preset can point at.</summary>
/// <param name="Name">The name for people.</param>
/// <param name="BaseUrl">Its base URL as its own documentation gives it.</param>
/// <param name="NeedsKey">True where it refuses calls without a key.</param>
/// <param name="EnvironmentKey">The environment variable in which people keep its key; null where there is no custom.</param>
public sealed record NamedServer(string Name, Uri BaseUrl, bool NeedsKey, string? EnvironmentKey = null);
