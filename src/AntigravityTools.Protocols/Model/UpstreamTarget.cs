namespace AntigravityTools.Protocols.Model;

/// <summary>What a request writer must know of the account it writes for. Model rules are tables of the room, keyed by the model's name.</summary>
public sealed record UpstreamTarget
{
    /// <summary>The account's provider preset, such as <c>gemini</c>, <c>vertex</c>, <c>openai</c>, <c>openai-compatible</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>The model to ask for, in the upstream's own spelling.</summary>
    public required string Model { get; init; }

    /// <summary>The most tokens the model can generate, where its list says so.</summary>
    public long? MaxOutputTokens { get; init; }

    /// <summary>True where the upstream is to stream, whatever the client asked for.</summary>
    public bool Stream { get; init; }

    /// <summary>The host that answers; it tells the servers of one compatible provider apart.</summary>
    public string Host { get; init; } = "";

    /// <summary>True for a compatible server on this machine, such as Ollama: those fetch nothing themselves.</summary>
    public bool IsLocal { get; init; }
}
