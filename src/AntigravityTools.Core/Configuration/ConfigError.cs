namespace AntigravityTools.Core.Configuration;

/// <summary>One thing wrong with a configuration or an account, for the person who wrote it.</summary>
/// <param name="Field">The key, such as <c>proxy.port</c>.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record ConfigError(string Field, string Message);
