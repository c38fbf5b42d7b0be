namespace AntigravityTools.Protocols.Model;

/// <summary>Values of <see cref="Fault.Code"/> that the gateway itself sets and that change how a fault is written.</summary>
public static class FaultCodes
{
    /// <summary>No client key came at all; Google answers that with 403 and a wrong key with 400.</summary>
    public const string MissingKey = "missing_api_key";

    /// <summary>The model is not known; OpenAI writes this code.</summary>
    public const string ModelNotFound = "model_not_found";
}
