namespace AntigravityTools.Core.Records;

/// <summary>One thing that is wrong, and what to do about it.</summary>
public sealed record DoctorFinding
{
    /// <summary>Its stable name, such as <c>base_url_lacks_v1</c>.</summary>
    public required string Code { get; init; }

    /// <summary>The link of the chain.</summary>
    public required DoctorLink Link { get; init; }

    /// <summary>True where it breaks the chain; false for what deserves a look.</summary>
    public bool Breaks { get; init; } = true;

    /// <summary>The client, account or file that it is about.</summary>
    public string? Subject { get; init; }

    /// <summary>What is wrong, in one sentence.</summary>
    public required string Message { get; init; }

    /// <summary>What to do, in one sentence.</summary>
    public required string Fix { get; init; }
}
