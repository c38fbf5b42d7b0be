using System.Collections.Immutable;
using System.Globalization;
using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Verdicts;

namespace AntigravityTools.Core.Upstreams;

/// <summary>
/// Reads rate-limit headers into quota readings: Anthropic's <c>anthropic-ratelimit-*</c>, OpenAI's and its kin's <c>x-ratelimit-*</c>,
/// and the plain forms without a kind.
/// </summary>
public static class QuotaHeaders
{
    private static readonly ImmutableArray<Header> Anthropic =
    [
        .. ((string[])["requests", "tokens", "input-tokens", "output-tokens"]).Select(name => Of(name, $"anthropic-ratelimit-{name}")),
        .. ((string[])["input-tokens", "output-tokens"]).Select(name => Of("priority-" + name, $"anthropic-priority-{name}")),
    ];

    private static readonly ImmutableArray<Header> OpenAI =
    [
        .. ((string[])["requests", "tokens", "input-tokens", "output-tokens", "project-requests", "project-tokens", "images", "requests-day", "tokens-minute"])
            .Select(name => new Header(name.Replace('-', '_'), $"x-ratelimit-limit-{name}", $"x-ratelimit-remaining-{name}", $"x-ratelimit-reset-{name}")),
        new("requests", "x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"),
        new("requests", "ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"),
    ];

    /// <summary>Reports what an answer's headers state; an answer without such headers reports nothing.</summary>
    public static void Observe(UpstreamReply reply, AccountLease lease, DateTimeOffset now)
    {
        // Most answers have none, and asking for each by its name is dear.
        if (!reply.HasHeaderLike("ratelimit"))
        {
            return;
        }

        foreach (var reading in Read(reply.Header, lease.Model, now))
        {
            lease.Observed(reading);
        }
    }

    /// <summary>The readings of an answer's headers, for the model that was asked: these limits are per model or per group of models.</summary>
    /// <param name="header">Looks a header up by name.</param>
    /// <param name="model">The upstream model; null where the answer is about none.</param>
    /// <param name="now">The time now, for resets stated as durations.</param>
    public static ImmutableArray<QuotaReading> Read(Func<string, string?> header, string? model, DateTimeOffset now)
    {
        var known = header("anthropic-ratelimit-requests-limit") is not null || header("anthropic-ratelimit-tokens-limit") is not null
            || header("anthropic-ratelimit-input-tokens-limit") is not null ? Anthropic
            : header("x-ratelimit-remaining-requests") is not null || header("x-ratelimit-remaining-tokens") is not null
                || header("x-ratelimit-remaining") is not null || header("ratelimit-remaining") is not null
                || header("x-ratelimit-remaining-requests-day") is not null ? OpenAI
            : [];
        if (known.IsEmpty)
        {
            return [];
        }

        var readings = ImmutableArray.CreateBuilder<QuotaReading>(4);
        foreach (var (name, limit, remaining, reset) in known)
        {
            if (Number(header(remaining)) is { } left)
            {
                var most = Number(header(limit));
                readings.Add(new QuotaReading
                {
                    Name = name,
                    Model = model,
                    Limit = most,
                    Remaining = left,
                    ResetsAt = header(reset) is { } text && RetryHints.Until(text, now) is { } wait ? now + wait : null,
                    Source = most is null ? remaining : limit,
                    ObservedAt = now,
                });
            }
        }

        return readings.ToImmutable();
    }

    private static Header Of(string name, string stem) => new(name.Replace('-', '_'), stem + "-limit", stem + "-remaining", stem + "-reset");

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private sealed record Header(string Name, string Limit, string Remaining, string Reset);
}
