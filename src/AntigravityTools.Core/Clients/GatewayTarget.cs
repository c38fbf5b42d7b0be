using System.Collections.Immutable;

namespace AntigravityTools.Core.Clients;

/// <summary>What a client has to know of this gateway.</summary>
public sealed record GatewayTarget
{
    /// <summary>What stands where a client insists on a key and the gateway asks for none.</summary>
    public const string Placeholder = "no-key-needed";

    /// <summary>The proxy's base URL without a path, such as <c>http://127.0.0.1:8045</c>.</summary>
    public required string Url { get; init; }

    /// <summary>The key to present; null where the gateway asks for none.</summary>
    public string? Key { get; init; }

    /// <summary>Names of the models that can be asked for; for clients that want a list.</summary>
    public ImmutableArray<string> Models { get; init; } = [];

    /// <summary>The base URL as OpenAI's clients want it.</summary>
    public string OpenAIUrl => Url + "/v1";

    /// <summary>What is written as the key.</summary>
    public string KeyOrPlaceholder => Key ?? Placeholder;

    /// <inheritdoc/>
    public override string ToString() => Url;
}
