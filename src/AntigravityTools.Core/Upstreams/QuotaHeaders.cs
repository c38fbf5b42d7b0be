using System.Globalization;
using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Verdicts;

namespace AntigravityTools.Core.Upstreams;

/// <summary>Reads rate-limit headers into quota readings: Anthropic's <c>anthropic-ratelimit-*</c> and OpenAI's <c>x-ratelimit-*</c>.</summary>
public static class QuotaHeaders
{
    private static readonly string[] AnthropicNames = ["requests", "tokens", "input-tokens", "output-tokens"];
    private static readonly string[] OpenAINames = ["requests", "tokens"];

    /// <summary>Reports what an answer's headers state; an answer without such headers reports nothing.</summary>
    public static void Observe(UpstreamReply reply, AccountLease lease, DateTimeOffset now)
    {
        if (reply.Header("anthropic-ratelimit-requests-limit") is not null || reply.Header("anthropic-ratelimit-tokens-limit") is not null)
        {
            foreach (var name in AnthropicNames)
            {
                var stem = "anthropic-ratelimit-" + name;
                Observe(reply, lease, name, stem + "-limit", stem + "-remaining", stem + "-reset", now);
            }
        }
        else if (reply.Header("x-ratelimit-limit-requests") is not null || reply.Header("x-ratelimit-limit-tokens") is not null)
        {
            foreach (var name in OpenAINames)
            {
                Observe(reply, lease, name, "x-ratelimit-limit-" + name, "x-ratelimit-remaining-" + name, "x-ratelimit-reset-" + name, now);
            }
        }
    }

    private static void Observe(UpstreamReply reply, AccountLease lease, string name, string limit, string remaining, string reset, DateTimeOffset now)
    {
        var (most, left) = (Number(reply.Header(limit)), Number(reply.Header(remaining)));
        if (most is not null || left is not null)
        {
            lease.Observed(new QuotaReading
            {
                Name = name.Replace('-', '_'),
                Limit = most,
                Remaining = left,
                ResetsAt = reply.Header(reset) is { } text && RetryHints.Until(text, now) is { } wait ? now + wait : null,
                Source = limit,
                ObservedAt = now,
            });
        }
    }

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
