namespace AntigravityTools.Protocols.Framing;

/// <summary>What an error answer says, whichever of the known shapes it has. Filled by <see cref="ErrorBodyReader"/>.</summary>
internal sealed class ErrorBody
{
    /// <summary>The sentence meant for a person.</summary>
    internal string? Message { get; set; }

    /// <summary>What the provider behind a proxy said, where the proxy passes it on beside its own sentence.</summary>
    internal string? Raw { get; set; }

    /// <summary>The provider's type or status word.</summary>
    internal string? Type { get; set; }

    /// <summary>The provider's code or reason word.</summary>
    internal string? Code { get; set; }

    /// <summary>The request field at fault.</summary>
    internal string? Param { get; set; }

    /// <summary>A numeric code or status, which stands for an HTTP status.</summary>
    internal int? Status { get; set; }

    /// <summary>The names of the quotas that were hit.</summary>
    internal List<string> Quotas { get; } = [];

    /// <summary>How long to wait.</summary>
    internal TimeSpan? RetryAfter { get; set; }

    /// <summary>The page where a person must verify the account.</summary>
    internal string? Link { get; set; }

    /// <summary>True where the body is a page for a browser.</summary>
    internal bool IsHtml { get; set; }

    /// <summary>True where the body has a member that says "error".</summary>
    internal bool IsError { get; set; }
}
