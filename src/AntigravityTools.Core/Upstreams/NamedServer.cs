namespace AntigravityTools.Core.Upstreams;

/// <summary>A well-known server that a provider preset can point at.</summary>
/// <param name="Name">The name for people.</param>
/// <param name="BaseUrl">Its base URL as its own documentation gives it.</param>
/// <param name="NeedsKey">True where it refuses calls without a key.</param>
public sealed record NamedServer(string Name, Uri BaseUrl, bool NeedsKey);
