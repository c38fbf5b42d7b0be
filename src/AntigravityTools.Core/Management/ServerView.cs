namespace AntigravityTools.Core.Management;

/// <summary>A well-known server that a provider preset can point at.</summary>
/// <param name="Name">The name for people.</param>
/// <param name="BaseUrl">Its base URL.</param>
/// <param name="NeedsKey">True where it refuses calls without a key.</param>
public sealed record ServerView(string Name, string BaseUrl, bool NeedsKey);
