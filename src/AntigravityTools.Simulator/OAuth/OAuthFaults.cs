using AntigravityTools.Simulator.Hosting;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Simulator.OAuth;

/// <summary>OAuth's errors: <c>{"error","error_description"}</c>.</summary>
internal static class OAuthFaults
{
    public static WireReply Write(FaultDetails fault)
    {
        var (status, error, description) = fault.Kind switch
        {
            FaultKind.InvalidGrant => (400, "invalid_grant", "Token has been expired or revoked."),
            FaultKind.InvalidCredential or FaultKind.MissingCredential => (401, "invalid_client", "The OAuth client was not found."),
            FaultKind.Forbidden or FaultKind.ValidationRequired => (403, "access_denied", "Account restricted"),
            FaultKind.RateLimited or FaultKind.QuotaExhausted => (429, "rate_limit_exceeded", "Rate limit exceeded."),
            FaultKind.InternalError => (500, "internal_failure", "Internal error."),
            FaultKind.Unavailable or FaultKind.Overloaded => (503, "temporarily_unavailable", "The service is temporarily unavailable."),
            _ => (400, "invalid_request", "The request is not valid."),
        };
        var reply = WireReply.Json($$"""{"error":"{{error}}","error_description":{{Json.Quote(fault.Message ?? description)}}}""", status);
        return fault.RetryAfter is null ? reply : reply with { Headers = new Dictionary<string, string> { ["retry-after"] = fault.RetrySeconds } };
    }
}
