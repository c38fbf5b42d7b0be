namespace AntigravityTools.Core.Telemetry;

/// <summary>
/// Every name that leaves the gateway as telemetry. Those with <c>gen_ai</c> are OpenTelemetry's semantic conventions for generative AI,
/// version 1.37.0 (https://opentelemetry.io/docs/specs/semconv/gen-ai/); the others are ours.
/// </summary>
internal static class TelemetryNames
{
    public const string ConventionsUrl = "https://opentelemetry.io/schemas/1.37.0";

    public const string Operation = "gen_ai.operation.name";
    public const string Provider = "gen_ai.provider.name";
    public const string RequestModel = "gen_ai.request.model";
    public const string ResponseModel = "gen_ai.response.model";
    public const string InputTokens = "gen_ai.usage.input_tokens";
    public const string OutputTokens = "gen_ai.usage.output_tokens";
    public const string TokenType = "gen_ai.token.type";
    public const string ErrorType = "error.type";
    public const string HttpStatus = "http.response.status_code";

    public const string Duration = "gen_ai.server.request.duration";
    public const string TimeToFirstToken = "gen_ai.server.time_to_first_token";
    public const string TokenUsage = "gen_ai.client.token.usage";

    public const string Requests = "antigravity.requests";
    public const string Attempts = "antigravity.attempts";
    public const string InFlight = "antigravity.requests.in_flight";
    public const string UsableAccounts = "antigravity.accounts.usable";
    public const string Dropped = "antigravity.records.dropped";

    public const string Verdict = "antigravity.verdict";
    public const string Protocol = "antigravity.protocol";
    public const string RequestId = "antigravity.request.id";
    public const string AttemptCount = "antigravity.attempt.count";
    public const string CacheReadTokens = "antigravity.usage.cache_read_tokens";
    public const string CacheWriteTokens = "antigravity.usage.cache_write_tokens";
    public const string ReasoningTokens = "antigravity.usage.reasoning_tokens";

    /// <summary>What the conventions call an operation, by the path that was asked.</summary>
    public static string OperationOf(string path) =>
        path.Contains("embed", StringComparison.OrdinalIgnoreCase) ? "embeddings"
        : path.Contains("generateContent", StringComparison.OrdinalIgnoreCase) ? "generate_content"
        : path.EndsWith("/completions", StringComparison.Ordinal) && !path.Contains("/chat/", StringComparison.Ordinal) ? "text_completion"
        : "chat";

    /// <summary>What the conventions call a provider; ours where they have no word for it.</summary>
    public static string ProviderOf(string preset) => preset switch
    {
        "gemini" => "gcp.gemini",
        "vertex" => "gcp.vertex_ai",
        "azure-openai" => "azure.ai.openai",
        _ => preset,
    };
}
