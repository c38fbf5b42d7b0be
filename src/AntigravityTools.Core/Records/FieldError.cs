namespace AntigravityTools.Core.Records;

/// <summary>One thing wrong with a configuration, an account or a rule, for the person who wrote it.</summary>
/// <param name="Field">The key, such as <c>proxy.port</c>.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record FieldError(string Field, string Message);
