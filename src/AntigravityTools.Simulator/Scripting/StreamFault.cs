namespace AntigravityTools.Simulator.Scripting;

/// <summary>
/// Starts a 200 stream and then reports an error inside it, in the protocol's own form, and closes. A request without streaming is
/// refused with the HTTP form of the same error.
/// </summary>
/// <param name="Kind">What went wrong.</param>
/// <param name="AfterContentEvents">Content events sent before the error; 0 sends the preamble only.</param>
public sealed record StreamFault(FaultKind Kind, int AfterContentEvents = 0) : Behaviour
{
    /// <summary>When the provider says to come back; see <see cref="Fault.RetryAfter"/>.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
