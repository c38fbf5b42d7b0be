using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Pipeline;

/// <summary>Tells an account without a certain call from one without a certain model: both answer 404.</summary>
internal static class MissingEndpoint
{
    /// <summary>True where a failed attempt means that the provider does not have the call at all.</summary>
    /// <param name="outcome">The attempt.</param>
    /// <param name="model">The model that was asked for: an answer that speaks of it is about the model.</param>
    public static bool IsMeantBy(AttemptOutcome outcome, string? model) => outcome.Fault is { } fault && outcome.Status switch
    {
        null => fault.Kind == FaultKind.Unsupported,
        404 => fault.Param != "model" && !Names(fault.Message, "model") && (model is not { Length: > 0 } || !Names(fault.Message, model)),
        405 or 501 => true,
        _ => false,
    };

    private static bool Names(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);
}
