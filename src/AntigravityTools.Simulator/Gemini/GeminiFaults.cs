using AntigravityTools.Simulator.Hosting;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Simulator.Gemini;

/// <summary>Google's errors: <c>{"error":{"code","message","status","details"}}</c>.</summary>
internal static class GeminiFaults
{
    private const string Type = "type.googleapis.com/google.rpc.";

    public static WireReply Write(Exchange exchange, FaultDetails fault)
    {
        var (code, _, _) = Describe(fault);
        var body = Body(fault);
        // Google frames even an error as an event when the caller asked for a stream of them.
        return exchange.Http.Request.Query["alt"] == "sse"
            ? WireReply.Json($"data: {body}\r\n\r\n", code) with { ContentType = "text/event-stream" }
            : WireReply.Json(body, code) with { ContentType = "application/json; charset=UTF-8" };
    }

    /// <summary>The error as a body or as a stream's chunk.</summary>
    public static string Body(FaultDetails fault)
    {
        var (code, status, message) = Describe(fault);
        var details = string.Join(',', Details(fault));
        var list = details.Length == 0 ? "" : $",\"details\":[{details}]";
        return $$$"""{"error":{"code":{{{code}}},"message":{{{Json.Quote(fault.Message ?? message)}}},"status":"{{{status}}}"{{{list}}}}}""";
    }

    private static (int Code, string Status, string Message) Describe(FaultDetails fault) => fault.Kind switch
    {
        FaultKind.InvalidCredential or FaultKind.InvalidGrant when fault.Bearer => (401, "UNAUTHENTICATED",
            "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project."),
        FaultKind.InvalidCredential or FaultKind.InvalidGrant => (400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key."),
        FaultKind.MissingCredential => (403, "PERMISSION_DENIED",
            "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API."),
        FaultKind.Forbidden => (403, "PERMISSION_DENIED",
            "Generative Language API has not been used in project 1234567890 before or it is disabled. Enable it by visiting https://console.developers.google.com/apis/api/generativelanguage.googleapis.com/overview?project=1234567890 then retry."),
        FaultKind.ValidationRequired => (403, "PERMISSION_DENIED", "Verify your account to continue."),
        FaultKind.ModelNotFound => (404, "NOT_FOUND",
            $"models/{fault.Model} is not found for API version v1beta, or is not supported for generateContent. Call ListModels to see the list of available models and their supported methods."),
        FaultKind.RateLimited => (429, "RESOURCE_EXHAUSTED", QuotaText(fault, "GenerateRequestsPerMinutePerProjectPerModel")),
        FaultKind.QuotaExhausted => (429, "RESOURCE_EXHAUSTED", QuotaText(fault, "GenerateRequestsPerDayPerProjectPerModel")),
        FaultKind.PaymentRequired => (429, "RESOURCE_EXHAUSTED",
            "Your prepayment credits are depleted. Please go to AI Studio at https://ai.studio/projects to manage your project and billing."),
        FaultKind.ContextTooLong => (400, "INVALID_ARGUMENT", "The input token count (1048577) exceeds the maximum number of tokens allowed (1048576)."),
        FaultKind.ContentBlocked => (400, "INVALID_ARGUMENT", "The prompt was blocked because it contains prohibited content."),
        FaultKind.StateMismatch => (400, "INVALID_ARGUMENT", "Thought signature is not valid."),
        FaultKind.PayloadTooLarge => (400, "INVALID_ARGUMENT", "Request payload size exceeds the limit: 20971520 bytes."),
        FaultKind.InternalError => (500, "INTERNAL", "An internal error has occurred. Please retry or report in https://developers.generativeai.google/guide/troubleshooting"),
        FaultKind.Unavailable => (503, "UNAVAILABLE", "The service is currently unavailable."),
        FaultKind.Overloaded => (503, "UNAVAILABLE", "The model is overloaded. Please try again later."),
        FaultKind.BadGatewayHtml => (502, "UNAVAILABLE", "Bad gateway."),
        _ => (400, "INVALID_ARGUMENT", "Request contains an invalid argument."),
    };

    private static IEnumerable<string> Details(FaultDetails fault)
    {
        switch (fault.Kind)
        {
            case FaultKind.InvalidCredential or FaultKind.InvalidGrant:
                yield return Reason(fault.Bearer ? "ACCESS_TOKEN_TYPE_UNSUPPORTED" : "API_KEY_INVALID", """{"service":"generativelanguage.googleapis.com"}""");
                break;
            case FaultKind.Forbidden:
                yield return Reason("SERVICE_DISABLED", """{"consumer":"projects/1234567890","service":"generativelanguage.googleapis.com"}""");
                break;
            case FaultKind.ValidationRequired:
                yield return Reason("VALIDATION_REQUIRED", """{"validation_url":"https://accounts.google.com/signin/continue?simulated=1"}""");
                yield return $$"""{"@type":"{{Type}}Help","links":[{"description":"Verify your account","url":"https://accounts.google.com/signin/continue?simulated=1"}]}""";
                break;
            case FaultKind.RateLimited or FaultKind.QuotaExhausted:
                var period = fault.Kind == FaultKind.RateLimited ? "PerMinute" : "PerDay";
                yield return $$"""{"@type":"{{Type}}QuotaFailure","violations":[{"quotaMetric":"generativelanguage.googleapis.com/generate_content_free_tier_requests","quotaId":"GenerateRequests{{period}}PerProjectPerModel-FreeTier","quotaDimensions":{"location":"global","model":{{Json.Quote(fault.Model)}}},"quotaValue":"20"}]}""";
                yield return $$"""{"@type":"{{Type}}Help","links":[{"description":"Learn more about Gemini API quotas","url":"https://ai.google.dev/gemini-api/docs/rate-limits"}]}""";
                break;
        }
        if (fault.RetryAfter is { } wait)
        {
            yield return $$"""{"@type":"{{Type}}RetryInfo","retryDelay":"{{wait.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)}}s"}""";
        }
    }

    private static string Reason(string reason, string metadata) =>
        $$"""{"@type":"{{Type}}ErrorInfo","reason":"{{reason}}","domain":"googleapis.com","metadata":{{metadata}}}""";

    private static string QuotaText(FaultDetails fault, string quota)
    {
        var hint = fault.RetryAfter is { } wait ? $"\nPlease retry in {wait.TotalSeconds.ToString("0.#########", CultureInfo.InvariantCulture)}s." : "";
        return $"You exceeded your current quota, please check your plan and billing details. For more information on this error, head to: https://ai.google.dev/gemini-api/docs/rate-limits.\n* Quota exceeded for metric: generativelanguage.googleapis.com/generate_content_free_tier_requests, limit: 20, model: {fault.Model} ({quota}){hint}";
    }
}
