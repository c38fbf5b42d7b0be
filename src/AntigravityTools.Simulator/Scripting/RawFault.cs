namespace AntigravityTools.Simulator.Scripting;

/// <summary>Answers with exactly this status, these headers and this body.</summary>
/// <param name="Status">HTTP status code.</param>
/// <param name="Body">The body, sent as UTF-8.</param>
/// <param name="ContentType">Its content type.</param>
public sealed record RawFault(int Status, string Body, string ContentType = "application/json") : Behaviour
{
    /// <summary>Headers to send with it.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}
