namespace AntigravityTools.Server.Listening;

/// <summary>An open listener, or why it could not be opened and what to do about it.</summary>
internal readonly record struct OpenResult(ProxyListener? Listener, string? Error);
