using AntigravityTools.Simulator.Hosting;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Simulator.OpenAI;

/// <summary>OpenAI's errors: <c>{"error":{"message","type","param","code"}}</c>, the same for Chat, Responses and the rest.</summary>
internal static class OpenAiFaults
{
    public static WireReply Write(FaultDetails fault)
    {
        var error = Describe(fault);
        return WireReply.Json($$"""{"error":{{Body(fault, error)}}}""", error.Status) with { Headers = Headers(fault) };
    }

    /// <summary>The error object alone, as streams carry it.</summary>
    public static string Body(FaultDetails fault, OpenAiError? known = null)
    {
        var error = known ?? Describe(fault);
        return $$"""{"message":{{Json.Quote(fault.Message ?? error.Message)}},"type":{{Json.Quote(error.Type)}},"param":{{Json.Quote(fault.Field ?? error.Param)}},"code":{{Json.Quote(error.Code)}}}""";
    }

    public static OpenAiError Describe(FaultDetails fault) => fault.Kind switch
    {
        FaultKind.InvalidCredential or FaultKind.InvalidGrant => new(401,
            "Incorrect API key provided: sk-sim***. You can find your API key at https://platform.openai.com/account/api-keys.", "invalid_request_error", "invalid_api_key"),
        FaultKind.MissingCredential => new(401,
            "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).", "invalid_request_error", null),
        FaultKind.Forbidden => new(403, $"Project `proj_simulator` does not have access to model `{fault.Model}`", "invalid_request_error", "model_not_found"),
        FaultKind.ValidationRequired => new(403,
            $"Your organization must be verified to use the model `{fault.Model}`. Please go to: https://platform.openai.com/settings/organization/general and click on Verify Organization.", "invalid_request_error", "model_not_found"),
        FaultKind.ModelNotFound => new(404, $"The model `{fault.Model}` does not exist or you do not have access to it.", "invalid_request_error", "model_not_found"),
        FaultKind.RateLimited => new(429, RateText(fault), "requests", "rate_limit_exceeded"),
        FaultKind.QuotaExhausted => new(429,
            "You exceeded your current quota, please check your plan and billing details. For more information on this error, read the docs: https://platform.openai.com/docs/guides/error-codes/api-errors.", "insufficient_quota", "insufficient_quota"),
        FaultKind.PaymentRequired => new(402, "Insufficient Balance", "unknown_error", "invalid_request_error"),
        FaultKind.ContextTooLong => new(400,
            "Your input exceeds the context window of this model. Please adjust your input and try again.", "invalid_request_error", "context_length_exceeded", "input"),
        FaultKind.ContentBlocked => new(400,
            "Invalid prompt: your prompt was flagged as potentially violating our usage policy. Please try again with a different prompt.", "invalid_request_error", "invalid_prompt"),
        FaultKind.StateMismatch => new(400,
            "The encrypted content for item rs_simulator could not be verified. Reason: Encrypted content could not be decrypted or parsed.", "invalid_request_error", "invalid_encrypted_content"),
        FaultKind.PayloadTooLarge => new(413, "Request body is too large.", "invalid_request_error", "request_too_large"),
        FaultKind.InternalError => new(500,
            $"The server had an error while processing your request. Sorry about that! Please include the request ID {fault.RequestId} in your message.", "server_error", "server_error"),
        FaultKind.Unavailable => new(503, "The service is temporarily unavailable. Please try again later.", "server_error", "service_unavailable"),
        FaultKind.Overloaded => new(503, "Our servers are currently overloaded. Please try again later.", "server_error", "server_is_overloaded"),
        FaultKind.BadGatewayHtml => new(502, "Bad gateway.", "server_error", "server_error"),
        _ => new(400, "Invalid value for a parameter of this request.", "invalid_request_error", "invalid_value"),
    };

    private static string RateText(FaultDetails fault)
    {
        var hint = fault.RetryAfter is { } wait ? $" Please try again in {RateHeaders.Duration(wait)}." : "";
        return $"Rate limit reached for {fault.Model} in organization org-simulator on requests per min (RPM): Limit 500, Used 500, Requested 1.{hint} Visit https://platform.openai.com/account/rate-limits to learn more.";
    }

    private static Dictionary<string, string> Headers(FaultDetails fault)
    {
        var headers = new Dictionary<string, string> { ["x-request-id"] = fault.RequestId };
        if (fault.RetryAfter is { } wait)
        {
            headers["retry-after"] = fault.RetrySeconds;
            headers["retry-after-ms"] = ((long)wait.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
            headers["x-ratelimit-limit-requests"] = "500";
            headers["x-ratelimit-remaining-requests"] = "0";
            headers["x-ratelimit-reset-requests"] = RateHeaders.Duration(wait);
        }
        return headers;
    }
}
