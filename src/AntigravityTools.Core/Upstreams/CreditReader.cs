using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Upstreams;

/// <summary>Reads OpenRouter's public credit endpoints (openrouter.ai/docs/api-reference, 2026-11). Other providers have none.</summary>
internal static class CreditReader
{
    private const string Host = "openrouter.ai";
    private const string KeyPrefix = "sk-or-";

    /// <summary>What is left; nothing where the provider does not say.</summary>
    public static async Task<ImmutableArray<QuotaReading>> ReadAsync(UpstreamClient client, Account account, TimeProvider time, CancellationToken cancellationToken)
    {
        if (account.Credential is not Credential.ApiKey { Key: var key }
            || !(account.BaseUrl.Host.EndsWith(Host, StringComparison.OrdinalIgnoreCase) || key.StartsWith(KeyPrefix, StringComparison.Ordinal)))
        {
            return [];
        }

        var readings = new List<QuotaReading>();
        if (await AskAsync(client, account, key, "/credits", time, cancellationToken).ConfigureAwait(false) is { } credits
            && (Number(credits, "total_credits"), Number(credits, "total_usage")) is ({ } bought, { } used))
        {
            readings.Add(Reading("credits", bought, bought - used, "GET /credits", time));
        }

        if (await AskAsync(client, account, key, "/key", time, cancellationToken).ConfigureAwait(false) is { } limits
            && Number(limits, "limit") is { } limit)
        {
            readings.Add(Reading("key_limit", limit, Number(limits, "limit_remaining"), "GET /key", time));
        }

        return [.. readings];
    }

    private static async Task<JsonElement?> AskAsync(UpstreamClient client, Account account, string key, string path, TimeProvider time, CancellationToken cancellationToken)
    {
        var call = new UpstreamCall
        {
            Method = HttpMethod.Get,
            Address = UpstreamAddress.Join(account.BaseUrl, "/v1", path, ""),
            Headers = [new("User-Agent", UpstreamClient.UserAgent), new("Accept-Encoding", "identity"), new("Authorization", "Bearer " + key)],
            Secret = key,
        };
        var reply = await GatewayCall.SendAsync(client, call, time, cancellationToken).ConfigureAwait(false);
        try
        {
            using var document = reply.IsSuccess ? JsonDocument.Parse(reply.Body) : null;
            return document?.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object ? data.Clone() : null;
        }
        catch (JsonException)
        {
            // A credit that can not be read stays unknown; the account works all the same.
            return null;
        }
    }

    private static QuotaReading Reading(string name, double limit, double? remaining, string source, TimeProvider time) =>
        new() { Name = name, Limit = limit, Remaining = remaining, Source = source, ObservedAt = time.GetUtcNow() };

    private static double? Number(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
}
