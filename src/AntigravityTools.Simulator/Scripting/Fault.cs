namespace AntigravityTools.Simulator.Scripting;

/// <summary>Refuses the request with an HTTP error in the shape of the provider that was called.</summary>
/// <param name="Kind">What went wrong.</param>
public sealed record Fault(FaultKind Kind) : Behaviour
{
    /// <summary>
    /// When the provider says to come back: <c>retry-after</c> and its relatives in headers, <c>RetryInfo</c> in Gemini's body, the text
    /// of OpenAI's message. Null sends no hint.
    /// </summary>
    public TimeSpan? RetryAfter { get; init; }
}
