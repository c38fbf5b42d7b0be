namespace AntigravityTools.Core.Upstreams;

/// <summary>One call to a provider, ready to be sent.</summary>
public sealed record UpstreamCall
{
    /// <summary>The HTTP method.</summary>
    public required HttpMethod Method { get; init; }

    /// <summary>The whole address.</summary>
    public required Uri Address { get; init; }

    /// <summary>All headers but the content's; the credential among them.</summary>
    public required List<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>The body's bytes; empty for none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The body's media type.</summary>
    public string? ContentType { get; init; }

    /// <summary>What must not appear in anything shown about this call.</summary>
    public string? Secret { get; init; }
}
