namespace AntigravityTools.Core.Records;

/// <summary>The states of product.md §3, of an account or of one of its models.</summary>
public enum AccountState
{
    /// <summary>Can take requests.</summary>
    Ready,

    /// <summary>At its <c>max_concurrency</c>.</summary>
    Busy,

    /// <summary>Waits out a rate limit or an overload.</summary>
    CoolingDown,

    /// <summary>A quota or credit is used up.</summary>
    OutOfQuota,

    /// <summary>Failed too often in a row; one request will try it again.</summary>
    CircuitOpen,

    /// <summary>The credential is refused; a person must sign in or give a new key.</summary>
    NeedsReauth,

    /// <summary>The credential may not use this model.</summary>
    NoAccess,

    /// <summary>The provider wants the person to verify the account.</summary>
    ValidationRequired,

    /// <summary>The stored credential can not be read.</summary>
    Locked,

    /// <summary>The machine has no network.</summary>
    Offline,

    /// <summary>Switched off by the user.</summary>
    Disabled,
}
