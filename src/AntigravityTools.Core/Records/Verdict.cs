namespace AntigravityTools.Core.Records;

/// <summary>What became of an attempt or a request, in one word (product.md §4).</summary>
public enum Verdict
{
    /// <summary>Nothing went wrong.</summary>
    Ok,

    /// <summary>401 with a credential that can be refreshed.</summary>
    AuthExpired,

    /// <summary>The credential is refused.</summary>
    AuthInvalid,

    /// <summary>403.</summary>
    Forbidden,

    /// <summary>429 with a per-minute meaning.</summary>
    RateLimited,

    /// <summary>A quota or credit is used up.</summary>
    QuotaExhausted,

    /// <summary>No room at the provider now, also inside a 200 stream.</summary>
    Overloaded,

    /// <summary>The account does not have the model.</summary>
    ModelUnavailable,

    /// <summary>5xx, or an answer that makes no sense.</summary>
    UpstreamError,

    /// <summary>DNS, TLS, connect or reset.</summary>
    Network,

    /// <summary>No first byte, or silence, for too long.</summary>
    Timeout,

    /// <summary>The request itself is refused by the provider.</summary>
    BadRequest,

    /// <summary>The prompt does not fit.</summary>
    ContextTooLong,

    /// <summary>A safety rule blocked it.</summary>
    ContentBlocked,

    /// <summary>A signature, encrypted reasoning or item id can not be verified.</summary>
    StateMismatch,

    /// <summary>Every candidate is at its limit.</summary>
    GatewayBusy,

    /// <summary>The machine has no network.</summary>
    Offline,

    /// <summary>The client went away.</summary>
    Cancelled,

    /// <summary>The gateway refused: bad key, no account, bad path, over a limit.</summary>
    Refused,
}
