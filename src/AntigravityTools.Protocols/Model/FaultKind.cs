namespace AntigravityTools.Protocols.Model;

/// <summary>What went wrong, in words that no single protocol owns (protocols.md §2.8).</summary>
public enum FaultKind
{
    /// <summary>The request is malformed or has a value that the target refuses (400, 422).</summary>
    InvalidRequest,

    /// <summary>The prompt does not fit the model's context (400).</summary>
    ContextTooLong,

    /// <summary>A safety rule blocked the prompt (400).</summary>
    ContentBlocked,

    /// <summary>Opaque state (signature, encrypted reasoning, item id) can not be verified by its receiver (400).</summary>
    StateMismatch,

    /// <summary>The credential is missing, wrong or expired (401; Gemini 400 API_KEY_INVALID).</summary>
    Authentication,

    /// <summary>The credential is known but may not do this (403).</summary>
    Permission,

    /// <summary>The model, path or object does not exist (404).</summary>
    NotFound,

    /// <summary>The method is not allowed on this path (405).</summary>
    MethodNotAllowed,

    /// <summary>The request body is larger than allowed (413).</summary>
    TooLarge,

    /// <summary>The request has a media type that the endpoint does not take (415).</summary>
    UnsupportedMediaType,

    /// <summary>The request was sent to a host name that is not the gateway's (421).</summary>
    Misdirected,

    /// <summary>Too many requests or tokens in a short time (429).</summary>
    RateLimited,

    /// <summary>A quota or credit is used up (429, 402).</summary>
    QuotaExhausted,

    /// <summary>The model or provider has no room now (503, 529).</summary>
    Overloaded,

    /// <summary>No answer in time (408, 504).</summary>
    Timeout,

    /// <summary>Nobody can serve this until a person acts (503, not to be retried).</summary>
    Unavailable,

    /// <summary>The gateway can not express the request to the only accounts that could serve it (400).</summary>
    Unsupported,

    /// <summary>The client went away (499).</summary>
    Cancelled,

    /// <summary>The provider failed (5xx), or its answer can not be understood (502).</summary>
    Upstream,

    /// <summary>The connection to the provider could not be made, or broke (502).</summary>
    Network,
}
