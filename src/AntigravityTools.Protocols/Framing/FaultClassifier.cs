using Kind = AntigravityTools.Protocols.Model.FaultKind;

namespace AntigravityTools.Protocols.Framing;

/// <summary>
/// Decides what an error answer means (protocols.md §2.8). Words weigh more than the status, since providers put one meaning under
/// several statuses and proxies change them; texts weigh only where a provider gives no word.
/// </summary>
internal static class FaultClassifier
{
    /// <param name="status">The HTTP status, 0 inside a stream.</param>
    /// <param name="error">What the answer says.</param>
    internal static Kind Classify(int status, ErrorBody error)
    {
        status = status is 0 or 200 ? error.Status ?? 0 : status;
        if (status == 403 && error.Code == "model_not_found")
        {
            // OpenAI's word for a model that is there and may not be used.
            return Kind.Permission;
        }

        return Quota(error)
            ?? Word(error.Code)
            ?? (status == 429 ? Spent(error.Message ?? "") : null)
            ?? (status is 0 or 400 or 403 or 404 or 413 or 422 or 500 ? Text(error.Message ?? "") : null)
            ?? Word(error.Type)
            ?? Status(status)
            ?? Generic(error.Type)
            ?? Kind.Upstream;
    }

    /// <summary>Google names the quota that was hit; the same sentence is sent for a minute's and for a day's.</summary>
    private static Kind? Quota(ErrorBody error)
    {
        if (error.Quotas.Count == 0)
        {
            return null;
        }

        return error.Quotas.Exists(static quota => Has(quota, "PerDay") || Has(quota, "per_day") || Has(quota, "PerMonth"))
            ? Kind.QuotaExhausted
            : Kind.RateLimited;
    }

    /// <summary>A 429 that speaks of a day's or a month's allowance is no matter of a minute.</summary>
    private static Kind? Spent(string message) =>
        Has(message, "per day") || Has(message, "(RPD)") || Has(message, "(TPD)") || Has(message, "per month") || Has(message, "monthly")
            || Has(message, "daily limit") || Has(message, "weekly limit") || Has(message, "usage limit") || Has(message, "credits are depleted")
            || Has(message, "insufficient credits") || Has(message, "insufficient balance")
            ? Kind.QuotaExhausted
            : null;

    private static Kind? Word(string? word) => word switch
    {
        "context_length_exceeded" or "model_context_window_exceeded" or "string_above_max_length" => Kind.ContextTooLong,
        "content_filter" or "content_policy_violation" or "moderation_blocked" or "PROHIBITED_CONTENT" => Kind.ContentBlocked,
        "invalid_encrypted_content" or "invalid_signature" => Kind.StateMismatch,
        "insufficient_quota" or "billing_error" or "billing_hard_limit_reached" or "billing_not_active" or "usage_limit_reached"
            or "usage_not_included" or "QUOTA_EXHAUSTED" or "insufficient_credits" or "BILLING_DISABLED" => Kind.QuotaExhausted,
        "rate_limit_exceeded" or "rate_limit_error" or "RATE_LIMIT_EXCEEDED" or "RESOURCE_EXHAUSTED" or "too_many_requests" =>
            Kind.RateLimited,
        "overloaded_error" or "overloaded" or "MODEL_CAPACITY_EXHAUSTED" or "server_is_overloaded" or "server_overloaded"
            or "slow_down" or "UNAVAILABLE" or "engine_overloaded" => Kind.Overloaded,
        "authentication_error" or "invalid_api_key" or "API_KEY_INVALID" or "UNAUTHENTICATED" or "token_expired"
            or "ACCESS_TOKEN_EXPIRED" or "ACCESS_TOKEN_TYPE_UNSUPPORTED" or "CREDENTIALS_MISSING" or "invalid_grant" or "account_deactivated" => Kind.Authentication,
        "VALIDATION_REQUIRED" or "SERVICE_DISABLED" or "CONSUMER_SUSPENDED" or "USER_PROJECT_DENIED" or "permission_error" or "PERMISSION_DENIED" or "insufficient_permissions" => Kind.Permission,
        "not_found_error" or "model_not_found" or "previous_response_not_found" or "NOT_FOUND" => Kind.NotFound,
        "request_too_large" => Kind.TooLarge,
        "timeout_error" or "DEADLINE_EXCEEDED" => Kind.Timeout,
        _ => null,
    };

    private static Kind? Text(string message)
    {
        if (Has(message, "signature") && (Has(message, "invalid") || Has(message, "corrupted") || Has(message, "missing")
                || Has(message, "not valid"))
            || (Has(message, "item with id") && Has(message, "not found"))
            || Has(message, "thinking blocks in the latest assistant message cannot be modified")
            || Has(message, "could not be decrypted") || Has(message, "without its required 'reasoning' item")
            || Has(message, "encrypted content") || Has(message, "encrypted_content")
            || Has(message, "without its required following item") || Has(message, "when `store` is set to false"))
        {
            return Kind.StateMismatch;
        }

        if (Has(message, "prompt is too long") || Has(message, "input is too long") || Has(message, "maximum context length")
            || Has(message, "exceeds the maximum number of tokens") || Has(message, "exceeds the context window")
            || Has(message, "exceed context limit") || Has(message, "context window of this model"))
        {
            return Kind.ContextTooLong;
        }

        if (Has(message, "API key not valid") || Has(message, "API key expired") || Has(message, "API_KEY_INVALID"))
        {
            return Kind.Authentication;
        }

        if (Has(message, "credit balance is too low") || Has(message, "credits are depleted") || Has(message, "insufficient credits"))
        {
            return Kind.QuotaExhausted;
        }

        return Has(message, "usage policy") || Has(message, "prohibited content") || Has(message, "content filtering policy") || Has(message, "content management policy") ? Kind.ContentBlocked : null;
    }

    private static Kind? Status(int status) => status switch
    {
        0 => null,
        400 or 422 => Kind.InvalidRequest,
        401 => Kind.Authentication,
        402 => Kind.QuotaExhausted,
        403 => Kind.Permission,
        404 => Kind.NotFound,
        405 => Kind.MethodNotAllowed,
        408 or 504 => Kind.Timeout,
        413 => Kind.TooLarge,
        415 => Kind.UnsupportedMediaType,
        429 => Kind.RateLimited,
        503 or 529 => Kind.Overloaded,
        409 or 499 => Kind.Upstream,
        > 400 and < 500 => Kind.InvalidRequest,
        _ => Kind.Upstream,
    };

    /// <summary>Words so broad that a status says more.</summary>
    private static Kind? Generic(string? type) => type switch
    {
        "invalid_request_error" or "INVALID_ARGUMENT" or "FAILED_PRECONDITION" or "invalid_prompt" => Kind.InvalidRequest,
        _ => null,
    };

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
