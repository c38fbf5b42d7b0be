namespace AntigravityTools.Protocols.Model;

/// <summary>The client's tool behind a name that the upstream sees.</summary>
/// <param name="Name">The client's name.</param>
/// <param name="Namespace">The client's namespace, where the tool has one.</param>
/// <param name="Emulated">True where a custom tool was offered as a function with one string property <c>input</c>.</param>
public sealed record ToolAlias(string Name, string? Namespace, bool Emulated);
