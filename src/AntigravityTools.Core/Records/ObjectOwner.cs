namespace AntigravityTools.Core.Records;

/// <summary>Which account made an object that lives at a provider: a response, a conversation, a container, a file.</summary>
public sealed record ObjectOwner
{
    /// <summary>The client key that may name it; empty where the client sent none.</summary>
    public required string Scope { get; init; }

    /// <summary>The object's id.</summary>
    public required string Id { get; init; }

    /// <summary>The account that made it.</summary>
    public required string AccountId { get; init; }

    /// <summary>When it is forgotten.</summary>
    public required DateTimeOffset Until { get; init; }
}
