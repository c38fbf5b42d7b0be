using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Monitoring;

/// <summary>A finished exchange with its bodies as they were on the wire, on their way to the one place that takes secrets out.</summary>
/// <param name="Facts">Everything but the bodies, its headers and query not yet redacted.</param>
/// <param name="Request">What the client sent.</param>
/// <param name="Answer">What it got.</param>
internal sealed record CapturedBytes(CapturedExchange Facts, BodyTape Request, BodyTape Answer)
{
    /// <summary>The memory that it holds.</summary>
    public long HeldBytes => Request.Kept.Length + Answer.Kept.Length;
}
