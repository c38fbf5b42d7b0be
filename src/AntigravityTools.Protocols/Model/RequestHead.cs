namespace AntigravityTools.Protocols.Model;

/// <summary>What one scan of a request tells without understanding the rest: enough to route it and to patch it by bytes.</summary>
public sealed record RequestHead
{
    /// <summary>The model that the client asked for; null where the body names none.</summary>
    public string? Model { get; init; }

    /// <summary>Where the model's JSON value (quotes included) or form value stands in the body; empty where the model came with the path or is missing.</summary>
    public Range ModelValue { get; init; }

    /// <summary>True where the client asked for a streamed answer.</summary>
    public bool Stream { get; init; }

    /// <summary>True where the client asked for usage in a chat stream (<c>stream_options.include_usage</c>).</summary>
    public bool IncludeUsage { get; init; }

    /// <summary>True where the body has a <c>stream_options</c> member, null included.</summary>
    public bool HasStreamOptions { get; init; }

    /// <summary>An explicit conversation name from the body (<c>prompt_cache_key</c>, the session part of <c>metadata.user_id</c>, <c>conversation</c>).</summary>
    public string? Conversation { get; init; }

    /// <summary>A server-side response that this request continues.</summary>
    public string? PreviousResponseId { get; init; }

    /// <summary>An object at the provider that the request works in or on (<c>conversation</c>, <c>container</c>, <c>cachedContent</c>).</summary>
    public string? ServerObject { get; init; }

    /// <summary>Where the system prompt stands in the body; empty where there is none.</summary>
    public Range SystemPrompt { get; init; }

    /// <summary>Where the first user message stands in the body; empty where there is none.</summary>
    public Range FirstUserMessage { get; init; }

    /// <summary>The most tokens that the answer may have, where the body says so at its top.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>True where the body offers tools.</summary>
    public bool HasTools { get; init; }

    /// <summary>Why the body can not be read; the request is refused with it.</summary>
    public Fault? Fault { get; init; }
}
