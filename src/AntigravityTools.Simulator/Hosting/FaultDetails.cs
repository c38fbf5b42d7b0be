using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Simulator.Hosting;

/// <summary>A fault with what its texts and headers mention.</summary>
internal sealed record FaultDetails(FaultKind Kind)
{
    public TimeSpan? RetryAfter { get; init; }

    public required string Model { get; init; }

    public required DateTimeOffset Now { get; init; }

    public required string RequestId { get; init; }

    /// <summary>True when the credential came as a bearer token: Google tells the two apart.</summary>
    public bool Bearer { get; init; }

    /// <summary>The provider's own sentence for this request; null takes a typical one.</summary>
    public string? Message { get; init; }

    /// <summary>The request field at fault.</summary>
    public string? Field { get; init; }

    public string RetrySeconds => RetryAfter is { } wait ? ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture) : "0";
}
