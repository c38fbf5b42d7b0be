namespace AntigravityTools.Simulator.OpenAI;

/// <summary>What an image request asks for.</summary>
internal sealed record ImageWish(string Prompt, int Count, bool Stream, int PartialImages);
