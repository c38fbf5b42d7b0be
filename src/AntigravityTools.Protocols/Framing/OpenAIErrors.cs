using System.Text.Json;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Framing;

/// <summary>The error object that OpenAI's two protocols share: <c>message</c>, <c>type</c>, <c>param</c>, <c>code</c>.</summary>
internal static class OpenAIErrors
{
    internal static int StatusOf(Fault fault) => fault.Kind switch
    {
        FaultKind.Authentication => 401,
        FaultKind.Permission => 403,
        FaultKind.NotFound => 404,
        FaultKind.MethodNotAllowed => 405,
        FaultKind.TooLarge => 413,
        FaultKind.UnsupportedMediaType => 415,
        FaultKind.Misdirected => 421,
        FaultKind.RateLimited or FaultKind.QuotaExhausted => 429,
        FaultKind.Cancelled => 499,
        FaultKind.Upstream or FaultKind.Network => 502,
        FaultKind.Overloaded or FaultKind.Unavailable => 503,
        FaultKind.Timeout => 504,
        _ => 400,
    };

    /// <summary>Writes the members into the object that is open.</summary>
    internal static void WriteMembers(Fault fault, Utf8JsonWriter writer)
    {
        writer.WriteString("message"u8, fault.Message);
        writer.WriteString("type"u8, TypeOf(fault));
        writer.WriteString("param"u8, fault.Param);
        writer.WriteString("code"u8, CodeOf(fault));
    }

    internal static string TypeOf(Fault fault) => fault.Kind switch
    {
        FaultKind.RateLimited => "rate_limit_error",
        FaultKind.QuotaExhausted => "insufficient_quota",
        FaultKind.Overloaded or FaultKind.Timeout or FaultKind.Unavailable or FaultKind.Cancelled or FaultKind.Upstream
            or FaultKind.Network => "server_error",
        _ => "invalid_request_error",
    };

    /// <summary>The code that OpenAI's own clients key on, else the provider's where it speaks of the request.</summary>
    internal static string? CodeOf(Fault fault) => fault.Kind switch
    {
        FaultKind.InvalidRequest or FaultKind.NotFound => fault.Code,
        FaultKind.ContextTooLong => "context_length_exceeded",
        FaultKind.ContentBlocked => "content_filter",
        FaultKind.StateMismatch => "invalid_encrypted_content",
        FaultKind.Authentication => "invalid_api_key",
        FaultKind.Permission => "permission_denied",
        FaultKind.MethodNotAllowed => "method_not_allowed",
        FaultKind.TooLarge => "request_too_large",
        FaultKind.UnsupportedMediaType => "unsupported_media_type",
        FaultKind.Misdirected => "misdirected_request",
        FaultKind.RateLimited => "rate_limit_exceeded",
        FaultKind.QuotaExhausted => "insufficient_quota",
        FaultKind.Overloaded => "overloaded",
        FaultKind.Timeout => "timeout",
        FaultKind.Unavailable => "unavailable",
        FaultKind.Unsupported => "unsupported",
        FaultKind.Cancelled => "cancelled",
        FaultKind.Network => "upstream_unreachable",
        _ => "upstream_error",
    };
}
