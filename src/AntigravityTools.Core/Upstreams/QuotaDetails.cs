using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using AntigravityTools.Core.Accounts;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Upstreams;

/// <summary>Reads the quotas that a Google error says were hit (google.rpc.QuotaFailure), with the time that RetryInfo adds.</summary>
public static class QuotaDetails
{
    private const string Pacific = "America/Los_Angeles";

    /// <summary>Reports what a refusal's body states; any other body reports nothing.</summary>
    /// <param name="body">The body.</param>
    /// <param name="lease">The account that was refused.</param>
    /// <param name="wait">How long the refusal says to wait.</param>
    /// <param name="now">The time now.</param>
    public static void Observe(ReadOnlyMemory<byte> body, AccountLease lease, TimeSpan? wait, DateTimeOffset now)
    {
        foreach (var reading in Read(body, lease.Model, wait, now))
        {
            lease.Observed(reading);
        }
    }

    /// <summary>The readings: each quota that was hit has nothing left until its own reset.</summary>
    public static ImmutableArray<QuotaReading> Read(ReadOnlyMemory<byte> body, string? model, TimeSpan? wait, DateTimeOffset now)
    {
        if (body.Span.IndexOf("QuotaFailure"u8) < 0)
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement.EnumerateArray().FirstOrDefault() : document.RootElement;
            return [.. Violations(root).Select(violation => Reading(violation, model, wait, now)).OfType<QuotaReading>()];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Details of another shape: the verdict has been read from what could be read, the quota stays unknown.
            return [];
        }
    }

    private static IEnumerable<JsonElement> Violations(JsonElement root) =>
        root.GetProperty("error") is { ValueKind: JsonValueKind.Object } error && error.TryGetProperty("details", out var details)
            ? details.EnumerateArray().Where(detail => detail.TryGetProperty("violations", out _)).SelectMany(detail => detail.GetProperty("violations").EnumerateArray())
            : [];

    private static QuotaReading? Reading(JsonElement violation, string? model, TimeSpan? wait, DateTimeOffset now)
    {
        if ((Text(violation, "quotaId") ?? Text(violation, "quotaMetric") ?? Text(violation, "subject")) is not { } name)
        {
            return null;
        }

        var dimension = violation.TryGetProperty("quotaDimensions", out var dimensions) ? Text(dimensions, "model") : null;
        return new QuotaReading
        {
            Name = name,
            Model = dimension ?? model,
            Limit = Text(violation, "quotaValue") is { } value && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var limit) ? limit : null,
            Remaining = 0,
            ResetsAt = name.Contains("PerDay", StringComparison.OrdinalIgnoreCase) ? NextPacificMidnight(now) ?? now + wait : now + wait,
            Source = "google.rpc.QuotaFailure",
            ObservedAt = now,
        };
    }

    // Google's daily quotas begin anew at midnight Pacific time (ai.google.dev/gemini-api/docs/rate-limits, 2026-11).
    private static DateTimeOffset? NextPacificMidnight(DateTimeOffset now)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(Pacific, out var zone))
        {
            return null;
        }

        var midnight = DateTime.SpecifyKind(TimeZoneInfo.ConvertTime(now, zone).Date.AddDays(1), DateTimeKind.Unspecified);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight));
    }

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.ToString() : null;
}
