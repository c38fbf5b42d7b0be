using System.Collections.Immutable;

namespace AntigravityTools.Core.Clients;

/// <summary>The clients whose settings can be written.</summary>
internal static class ClientCatalogue
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<IClient> All { get; } = [new ClaudeCode(), new Codex(), new GeminiCli(), new OpenCode()];

    /// <summary>One by its name, or null.</summary>
    public static IClient? Find(string name) => All.FirstOrDefault(client => client.Name == name);
}
