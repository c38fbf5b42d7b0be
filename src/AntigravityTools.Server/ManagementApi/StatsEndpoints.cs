using System.Text;
using System.Text.Json;
using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;
using AntigravityTools.Server.Answers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AntigravityTools.Server.ManagementApi;

/// <summary><c>/api/stats</c>. Without <c>from</c> a day of sums, or some buckets' worth, is shown; without <c>to</c>, everything until now.</summary>
internal sealed class StatsEndpoints(StatsQueries stats, TimeProvider time)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/stats/summary", SummaryAsync);
        routes.MapGet("/api/stats/tokens", TokensAsync);
        routes.MapGet("/api/stats/export.csv", ExportAsync);
    }

    private async Task SummaryAsync(HttpContext http)
    {
        var reader = new QueryReader(http.Request.Query);
        if (await ReadSpanAsync(http, reader, Day).ConfigureAwait(false) is not var (from, to))
        {
            return;
        }

        var sums = await stats.SummaryAsync(from, to, http.RequestAborted).ConfigureAwait(false);
        await JsonAnswer.SendAsync(http, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteInstant("from", from);
            json.WriteInstant("to", to);
            WriteSums(json, sums);
            json.WriteNumber("dropped_records", stats.Dropped);
            json.WriteEndObject();
        }).ConfigureAwait(false);
    }

    private async Task TokensAsync(HttpContext http)
    {
        if (await ReadBucketsAsync(http).ConfigureAwait(false) is not var (from, to, buckets))
        {
            return;
        }

        await JsonAnswer.SendAsync(http, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteInstant("from", from);
            json.WriteInstant("to", to);
            json.WriteList("buckets", buckets, WriteBucket);
            json.WriteEndObject();
        }).ConfigureAwait(false);
    }

    private async Task ExportAsync(HttpContext http)
    {
        if (await ReadBucketsAsync(http).ConfigureAwait(false) is not var (_, _, buckets))
        {
            return;
        }

        http.Response.Headers.ContentDisposition = "attachment; filename=\"token-stats.csv\"";
        await JsonAnswer.SendAsync(http, StatusCodes.Status200OK, Encoding.UTF8.GetBytes(StatsCsv.Write(buckets)), "text/csv; charset=utf-8").ConfigureAwait(false);
    }

    private async Task<(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<UsageBucket> Buckets)?> ReadBucketsAsync(HttpContext http)
    {
        var reader = new QueryReader(http.Request.Query);
        var bucket = reader.OneOf("bucket", [("hour", UsageSpan.Hour), ("day", UsageSpan.Day), ("week", UsageSpan.Week)]);
        var group = reader.OneOf("group_by",
            [("model", UsageGroup.Model), ("account", UsageGroup.Account), ("key", UsageGroup.Key), ("protocol", UsageGroup.Protocol)]);
        var shown = bucket switch { UsageSpan.Hour => Day, UsageSpan.Day => 30 * Day, _ => 26 * 7 * Day };
        return await ReadSpanAsync(http, reader, shown).ConfigureAwait(false) is var (from, to)
            ? (from, to, await stats.TokensAsync(bucket, group, from, to, http.RequestAborted).ConfigureAwait(false))
            : null;
    }

    // A request that ended this very moment belongs to what is shown, so "now" reaches a second ahead.
    private async Task<(DateTimeOffset From, DateTimeOffset To)?> ReadSpanAsync(HttpContext http, QueryReader reader, TimeSpan shown)
    {
        var to = reader.Instant("to") ?? time.GetUtcNow().AddSeconds(1);
        var from = reader.Instant("from") ?? to - shown;
        if (reader.Errors.IsEmpty && from <= to)
        {
            return (from, to);
        }

        await Problem.RejectAsync(http, reader.Errors.IsEmpty ? [new("from", "from must not be after to.")] : reader.Errors).ConfigureAwait(false);
        return null;
    }

    private static void WriteBucket(Utf8JsonWriter json, UsageBucket bucket)
    {
        json.WriteStartObject();
        json.WriteInstant("start", bucket.Start);
        json.WriteString("group", bucket.Group);
        WriteSums(json, bucket.Sums);
        json.WriteEndObject();
    }

    private static void WriteSums(Utf8JsonWriter json, UsageSummary sums)
    {
        json.WriteNumber("requests", sums.Requests);
        json.WriteNumber("errors", sums.Errors);
        json.WriteNumber("input_tokens", sums.InputTokens);
        json.WriteNumber("output_tokens", sums.OutputTokens);
        json.WriteNumber("cache_read_tokens", sums.CacheReadTokens);
        json.WriteNumber("cache_write_tokens", sums.CacheWriteTokens);
        json.WriteNumber("reasoning_tokens", sums.ReasoningTokens);
        json.WriteNullable("cost_usd", sums.CostUsd);
        WritePercentiles(json, "ttft_ms", sums.TtftP50, sums.TtftP95);
        WritePercentiles(json, "duration_ms", sums.DurationP50, sums.DurationP95);
    }

    private static void WritePercentiles(Utf8JsonWriter json, string name, double? half, double? nearlyAll)
    {
        json.WriteStartObject(name);
        json.WriteNullable("p50", half);
        json.WriteNullable("p95", nearlyAll);
        json.WriteEndObject();
    }
}
