namespace AntigravityTools.Simulator.Hosting;

/// <summary>Rate-limit and identification headers of a good answer.</summary>
internal static class RateHeaders
{
    private const int RequestLimit = 5_000;
    private const int TokenLimit = 2_000_000;

    public static IReadOnlyDictionary<string, string> For(Exchange exchange)
    {
        var (used, resets) = exchange.State.Rates.Count(exchange.Request.Credential ?? "");
        var requests = Math.Max(0, RequestLimit - used);
        var tokens = Math.Max(0, TokenLimit - used * 500);
        return exchange.Route.Shape switch
        {
            ProviderShape.Anthropic => Anthropic(exchange.RequestId, requests, tokens, resets),
            ProviderShape.OpenAi => OpenAi(exchange.RequestId, requests, tokens, resets - exchange.Now),
            _ => new Dictionary<string, string>(),
        };
    }

    private static Dictionary<string, string> Anthropic(string requestId, int requests, int tokens, DateTimeOffset resets)
    {
        var headers = new Dictionary<string, string> { ["request-id"] = requestId, ["anthropic-organization-id"] = "00000000-0000-4000-8000-000000000000" };
        foreach (var (name, limit, remaining) in (ReadOnlySpan<(string, int, int)>)
            [("requests", RequestLimit, requests), ("tokens", TokenLimit, tokens), ("input-tokens", TokenLimit, tokens), ("output-tokens", TokenLimit, tokens)])
        {
            headers[$"anthropic-ratelimit-{name}-limit"] = limit.ToString(CultureInfo.InvariantCulture);
            headers[$"anthropic-ratelimit-{name}-remaining"] = remaining.ToString(CultureInfo.InvariantCulture);
            headers[$"anthropic-ratelimit-{name}-reset"] = resets.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        }
        return headers;
    }

    private static Dictionary<string, string> OpenAi(string requestId, int requests, int tokens, TimeSpan resets) => new()
    {
        ["x-request-id"] = requestId,
        ["openai-version"] = "2020-10-01",
        ["openai-organization"] = "org-simulator",
        ["openai-processing-ms"] = "12",
        ["x-ratelimit-limit-requests"] = RequestLimit.ToString(CultureInfo.InvariantCulture),
        ["x-ratelimit-limit-tokens"] = TokenLimit.ToString(CultureInfo.InvariantCulture),
        ["x-ratelimit-remaining-requests"] = requests.ToString(CultureInfo.InvariantCulture),
        ["x-ratelimit-remaining-tokens"] = tokens.ToString(CultureInfo.InvariantCulture),
        ["x-ratelimit-reset-requests"] = Duration(resets),
        ["x-ratelimit-reset-tokens"] = "120ms",
    };

    /// <summary>OpenAI's spelling of a duration: <c>6m0s</c>, <c>20s</c>, <c>120ms</c>.</summary>
    public static string Duration(TimeSpan time) => time.TotalSeconds switch
    {
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMilliseconds}ms"),
        < 60 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###}s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes}m{time.Seconds}s"),
    };
}
