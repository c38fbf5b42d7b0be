namespace AntigravityTools.Simulator.Hosting;

/// <summary>Whose credentials and whose errors a route uses.</summary>
internal enum ProviderShape
{
    OpenAi,
    Anthropic,
    Gemini,
    OAuth,
}
