namespace AntigravityTools.Simulator.OpenAI;

/// <summary>One OpenAI error as data.</summary>
internal sealed record OpenAiError(int Status, string Message, string Type, string? Code, string? Param = null);
