using System.Text.Json;
using AntigravityTools.Core.Management;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Server.ManagementApi;

/// <summary>Writes an <c>Account</c> of the contract, and what a test of one showed.</summary>
internal static class AccountJson
{
    public static void Write(Utf8JsonWriter json, AccountView account)
    {
        json.WriteStartObject();
        json.WriteString("id", account.Id);
        json.WriteString("provider", account.Provider);
        json.WriteString("name", account.Name);
        json.WriteOptional("email", account.Email);
        json.WriteString("base_url", account.BaseUrl);
        json.WriteBoolean("enabled", account.Enabled);
        json.WriteNumber("priority", account.Priority);
        json.WriteNumber("weight", account.Weight);
        json.WriteOptional("max_concurrency", account.MaxConcurrency);
        json.WriteTexts("protocols", account.Protocols);
        json.WriteTexts("models", account.Models);
        json.WriteBoolean("models_limited", account.ModelsLimited);
        json.WriteStartObject("aliases");
        foreach (var (alias, model) in account.Aliases)
        {
            json.WriteString(alias, model);
        }

        json.WriteEndObject();
        json.WriteOptional("project", account.Project);
        json.WriteOptional("location", account.Location);
        json.WriteOptional("api_version", account.ApiVersion);
        WriteLimits(json, account);
        json.WriteOptional("notes", account.Notes);
        WriteStatus(json, account.Status);
        json.WriteList("quota", account.Quota, WriteQuota);
        json.WriteBoolean("pinned", account.Pinned);
        json.WriteNumber("in_flight", account.InFlight);
        WriteTotals(json, account.Totals);
        json.WriteOptional("last_used_at", account.LastUsedAt);
        json.WriteInstant("created_at", account.CreatedAt);
        json.WriteString("credential", account.Credential);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, AccountTest test)
    {
        json.WriteStartObject();
        json.WriteBoolean("ok", test.Ok);
        json.WriteOptional("verdict", test.Verdict);
        json.WriteString("message", test.Message);
        json.WriteOptional("status", test.Status);
        json.WriteNumber("latency_ms", test.LatencyMs);
        json.WriteOptional("model", test.Model);
        json.WriteTexts("models", test.Models);
        json.WriteEndObject();
    }

    private static void WriteLimits(Utf8JsonWriter json, AccountView account)
    {
        json.WriteStartObject("limits");
        foreach (var (name, limit) in account.Limits)
        {
            json.WriteNumber(name, limit);
        }

        json.WriteEndObject();
        json.WriteStartObject("model_limits");
        foreach (var (model, limits) in account.ModelLimits.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            json.WriteStartObject(model);
            json.WriteNullable("input_tokens", (double?)limits.InputTokens);
            json.WriteNullable("output_tokens", (double?)limits.OutputTokens);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteStatus(Utf8JsonWriter json, AccountStatus status)
    {
        json.WriteStartObject("status");
        json.WriteString("state", status.State.ToName());
        json.WriteOptional("reason", status.Reason);
        json.WriteOptional("since", status.Since);
        json.WriteOptional("until", status.Until);
        json.WriteOptional("action", status.Action);
        json.WriteList("models", status.Models, WriteModel);
        json.WriteEndObject();
    }

    private static void WriteModel(Utf8JsonWriter json, ModelStatus model)
    {
        json.WriteStartObject();
        json.WriteString("model", model.Model);
        json.WriteString("state", model.State.ToName());
        json.WriteNullable("until", model.Until);
        json.WriteOptional("reason", model.Reason);
        json.WriteEndObject();
    }

    private static void WriteQuota(Utf8JsonWriter json, QuotaReading quota)
    {
        json.WriteStartObject();
        json.WriteString("name", quota.Name);
        json.WriteOptional("model", quota.Model);
        json.WriteNullable("limit", quota.Limit);
        json.WriteNullable("remaining", quota.Remaining);
        json.WriteNullable("fraction", quota.Fraction);
        json.WriteNullable("resets_at", quota.ResetsAt);
        json.WriteString("source", quota.Source);
        json.WriteInstant("observed_at", quota.ObservedAt);
        json.WriteEndObject();
    }

    private static void WriteTotals(Utf8JsonWriter json, AccountTotals totals)
    {
        json.WriteStartObject("totals");
        json.WriteNumber("requests", totals.Requests);
        json.WriteNumber("errors", totals.Errors);
        json.WriteNumber("input_tokens", totals.InputTokens);
        json.WriteNumber("output_tokens", totals.OutputTokens);
        json.WriteEndObject();
    }
}
