using AntigravityTools.Simulator.Hosting;

namespace AntigravityTools.Simulator.OpenAI;

/// <summary>OpenRouter's public credit endpoints: <c>GET /v1/credits</c> and <c>/v1/key</c>.</summary>
internal static class CreditsEndpoint
{
    public static ValueTask<WireReply> CreditsAsync(Exchange exchange) =>
        ValueTask.FromResult(WireReply.Json("""{"data":{"total_credits":100.5,"total_usage":25.75}}"""));

    public static ValueTask<WireReply> KeyAsync(Exchange exchange) => ValueTask.FromResult(WireReply.Json(
        """{"data":{"label":"sk-or-v1-sim...ula","limit":100,"limit_remaining":74.25,"usage":25.75,"is_free_tier":false,"rate_limit":{"requests":-1,"interval":"10s","note":"This field is deprecated and safe to ignore."}}}"""));
}
