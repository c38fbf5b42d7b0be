using System.Text.Json;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Server.ManagementApi;

/// <summary>Writes a <c>Request</c> of the contract: as a row, or whole with its attempts, its decision and its losses.</summary>
internal static class RequestJson
{
    /// <summary>One row of a list.</summary>
    public static void Write(Utf8JsonWriter json, RequestRecord request)
    {
        json.WriteStartObject();
        WriteRow(json, request);
        json.WriteEndObject();
    }

    /// <summary>One request with everything that is known of it.</summary>
    public static void WriteWhole(Utf8JsonWriter json, RequestRecord request)
    {
        json.WriteStartObject();
        WriteRow(json, request);
        json.WriteList("attempts", request.Attempts, WriteAttempt);
        json.WritePropertyName("decision");
        WriteDecision(json, request.Decision);
        json.WriteList("loss", request.Loss, WriteLoss);
        json.WriteEndObject();
    }

    private static void WriteRow(Utf8JsonWriter json, RequestRecord request)
    {
        json.WriteString("id", request.Id);
        json.WriteString("trace_id", request.TraceId);
        json.WriteInstant("started_at", request.StartedAt);
        json.WriteString("protocol", request.Protocol?.ToName());
        json.WriteString("upstream_protocol", request.UpstreamProtocol?.ToName());
        json.WriteString("method", request.Method);
        json.WriteString("path", request.Path);
        json.WriteBoolean("stream", request.Stream);
        json.WriteString("requested_model", request.RequestedModel);
        json.WriteString("resolved_model", request.ResolvedModel);
        json.WriteString("account_id", request.AccountId);
        json.WriteString("account", request.Account);
        json.WriteString("key", request.Key);
        json.WriteNumber("status", request.Status);
        json.WriteString("verdict", request.Verdict.ToName());
        json.WriteOptional("error", request.Error);
        json.WriteNumber("attempt_count", request.Attempts.Length);
        json.WriteMilliseconds("ttft_ms", request.TimeToFirstToken);
        json.WriteMilliseconds("duration_ms", request.Duration);
        WriteUsage(json, request.Usage);
        json.WriteNullable("cost_usd", request.CostUsd);
        json.WriteNumber("bytes_in", request.BytesIn);
        json.WriteNumber("bytes_out", request.BytesOut);
    }

    private static void WriteUsage(Utf8JsonWriter json, TokenUsage usage)
    {
        json.WriteStartObject("usage");
        json.WriteNullable("input_tokens", usage.Input);
        json.WriteNullable("output_tokens", usage.Output);
        json.WriteNullable("cache_read_tokens", usage.CacheRead);
        json.WriteNullable("cache_write_tokens", usage.CacheWrite);
        json.WriteNullable("reasoning_tokens", usage.Reasoning);
        json.WriteEndObject();
    }

    private static void WriteAttempt(Utf8JsonWriter json, Attempt attempt)
    {
        json.WriteStartObject();
        json.WriteString("account_id", attempt.AccountId);
        json.WriteString("account", attempt.Account);
        json.WriteString("verdict", attempt.Verdict.ToName());
        json.WriteNullable("status", (long?)attempt.Status);
        json.WriteString("evidence", attempt.Evidence);
        json.WriteString("action", attempt.Action);
        json.WriteMilliseconds("wait_ms", attempt.Wait);
        json.WriteMilliseconds("duration_ms", attempt.Duration);
        json.WriteEndObject();
    }

    private static void WriteDecision(Utf8JsonWriter json, Decision? decision)
    {
        if (decision is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteOptional("rule", decision.Rule);
        json.WriteString("strategy", decision.Strategy);
        json.WriteNumber("candidates", decision.Candidates);
        json.WriteList("passed_over", decision.PassedOver, WritePassedOver);
        json.WriteOptional("reason", decision.Reason);
        json.WriteNullable("score", decision.Score);
        json.WriteEndObject();
    }

    private static void WritePassedOver(Utf8JsonWriter json, PassedOver passed)
    {
        json.WriteStartObject();
        json.WriteString("reason", passed.Reason);
        json.WriteNumber("count", passed.Count);
        json.WriteTexts("accounts", passed.Accounts);
        json.WriteEndObject();
    }

    private static void WriteLoss(Utf8JsonWriter json, Loss loss)
    {
        json.WriteStartObject();
        json.WriteString("field", loss.Field);
        json.WriteString("what", loss.What);
        json.WriteString("why", loss.Why);
        json.WriteEndObject();
    }
}
