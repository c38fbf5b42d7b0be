using AntigravityTools.Simulator.Hosting;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Simulator.Anthropic;

/// <summary>Anthropic's errors: <c>{"type":"error","error":{"type","message"},"request_id"}</c>.</summary>
internal static class AnthropicFaults
{
    public static WireReply Write(FaultDetails fault)
    {
        var (status, _, _) = Describe(fault);
        var body = $$"""{"type":"error","error":{{Error(fault)}},"request_id":"{{fault.RequestId}}"}""";
        return WireReply.Json(body, status) with { Headers = Headers(fault) };
    }

    /// <summary>The <c>error</c> event of a stream.</summary>
    public static string Event(FaultDetails fault) => $"event: error\ndata: {{\"type\":\"error\",\"error\":{Error(fault)},\"request_id\":\"{fault.RequestId}\"}}\n\n";

    private static string Error(FaultDetails fault)
    {
        var (_, type, message) = Describe(fault);
        return $$"""{"type":"{{type}}","message":{{Json.Quote(fault.Message ?? message)}}}""";
    }

    private static (int Status, string Type, string Message) Describe(FaultDetails fault) => fault.Kind switch
    {
        FaultKind.InvalidCredential or FaultKind.InvalidGrant => (401, "authentication_error", fault.Bearer ? "Invalid bearer token" : "invalid x-api-key"),
        FaultKind.MissingCredential => (401, "authentication_error", "x-api-key header is required"),
        FaultKind.Forbidden => (403, "permission_error", "Your API key does not have permission to use the specified resource."),
        FaultKind.ValidationRequired => (403, "permission_error", "This organization must be verified first. Please visit https://console.anthropic.com/settings/organization to continue."),
        FaultKind.ModelNotFound => (404, "not_found_error", $"model: {fault.Model}"),
        FaultKind.RateLimited => (429, "rate_limit_error", "This request would exceed your organization's rate limit of 50 requests per minute. For details, refer to: https://docs.claude.com/en/api/rate-limits."),
        FaultKind.QuotaExhausted => (400, "invalid_request_error", "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits."),
        FaultKind.PaymentRequired => (402, "billing_error", "There is an issue with your organization's billing. Please check your payment details."),
        FaultKind.ContextTooLong => (400, "invalid_request_error", "prompt is too long: 208310 tokens > 200000 maximum"),
        FaultKind.ContentBlocked => (400, "invalid_request_error", "Output blocked by content filtering policy"),
        FaultKind.StateMismatch => (400, "invalid_request_error", "messages.1.content.0: Invalid `signature` in `thinking` block"),
        FaultKind.PayloadTooLarge => (413, "request_too_large", "Request exceeds the maximum size"),
        FaultKind.InternalError => (500, "api_error", "Internal server error"),
        FaultKind.Unavailable => (503, "api_error", "The service is temporarily unavailable."),
        FaultKind.Overloaded => (529, "overloaded_error", "Overloaded"),
        FaultKind.BadGatewayHtml => (502, "api_error", "Bad gateway"),
        _ => (400, "invalid_request_error", "messages: at least one message is required"),
    };

    private static Dictionary<string, string> Headers(FaultDetails fault)
    {
        var headers = new Dictionary<string, string> { ["request-id"] = fault.RequestId };
        if (fault.RetryAfter is { } wait)
        {
            headers["retry-after"] = fault.RetrySeconds;
            headers["anthropic-ratelimit-requests-limit"] = "50";
            headers["anthropic-ratelimit-requests-remaining"] = "0";
            headers["anthropic-ratelimit-requests-reset"] = (fault.Now + wait).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        }
        if (fault.Kind is FaultKind.InvalidCredential or FaultKind.MissingCredential or FaultKind.Forbidden)
        {
            headers["x-should-retry"] = "false";
        }
        return headers;
    }
}
