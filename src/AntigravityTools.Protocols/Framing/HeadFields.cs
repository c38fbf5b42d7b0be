namespace AntigravityTools.Protocols.Framing;

/// <summary>The top-level fields of a request that its protocol defines and the gateway reads. A field not named here may hold anything.</summary>
[Flags]
internal enum HeadFields
{
    None = 0,
    Model = 1,
    Stream = 2,
    StreamOptions = 4,
    PromptCacheKey = 8,
    UserId = 16,
    Conversation = 32,
    PreviousResponseId = 64,
    ServerObject = 128,
}
