namespace AntigravityTools.Core.Records;

/// <summary>The names of verdicts in the management API and in stored rows.</summary>
public static class VerdictNames
{
    private static readonly string[] Names =
    [
        "ok", "auth_expired", "auth_invalid", "forbidden", "rate_limited", "quota_exhausted", "overloaded", "model_unavailable",
        "upstream_error", "network", "timeout", "bad_request", "context_too_long", "content_blocked", "state_mismatch",
        "gateway_busy", "offline", "cancelled", "refused",
    ];

    /// <summary>The snake_case name of a verdict.</summary>
    public static string ToName(this Verdict verdict) => Names[(int)verdict];

    /// <summary>The verdict of a name, or null where the name is none.</summary>
    public static Verdict? Parse(string name) => Array.IndexOf(Names, name) is var i and >= 0 ? (Verdict)i : null;
}
