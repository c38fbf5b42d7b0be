namespace AntigravityTools.Simulator.Scripting;

/// <summary>Failures that the four provider shapes know; each room spells them in its own status, headers and body.</summary>
public enum FaultKind
{
    /// <summary>The credential is wrong: 401; Gemini answers an API key with 400 <c>API_KEY_INVALID</c>.</summary>
    InvalidCredential,

    /// <summary>No credential was sent: 401; Gemini 403.</summary>
    MissingCredential,

    /// <summary>The credential may not use this resource: 403.</summary>
    Forbidden,

    /// <summary>A person must verify the account first: 403 with a link.</summary>
    ValidationRequired,

    /// <summary>The model does not exist: 404.</summary>
    ModelNotFound,

    /// <summary>A per-minute limit: 429.</summary>
    RateLimited,

    /// <summary>Quota or credit used up: OpenAI 429 <c>insufficient_quota</c>, Anthropic 400 (credit balance), Gemini 429 <c>QuotaFailure</c> per day.</summary>
    QuotaExhausted,

    /// <summary>Payment required: 402; Gemini 429 (prepaid credits).</summary>
    PaymentRequired,

    /// <summary>The prompt does not fit the context window: 400.</summary>
    ContextTooLong,

    /// <summary>The request is invalid: 400.</summary>
    BadRequest,

    /// <summary>The prompt was refused by a content filter: 400.</summary>
    ContentBlocked,

    /// <summary>A signature or encrypted reasoning cannot be verified: 400.</summary>
    StateMismatch,

    /// <summary>The body is too large: 413; Gemini 400.</summary>
    PayloadTooLarge,

    /// <summary>Internal error: 500.</summary>
    InternalError,

    /// <summary>Service unavailable: 503.</summary>
    Unavailable,

    /// <summary>The model is overloaded: Anthropic 529, others 503.</summary>
    Overloaded,

    /// <summary>An HTML page from a proxy in front of the provider: 502.</summary>
    BadGatewayHtml,

    /// <summary>The OAuth grant is no longer valid: 400 <c>invalid_grant</c>; elsewhere like <see cref="InvalidCredential"/>.</summary>
    InvalidGrant,
}
