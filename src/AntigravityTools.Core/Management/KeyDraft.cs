using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Management;

/// <summary>Reads the settable fields of a client key from JSON: all of them for a new one, those present for a patch.</summary>
internal sealed class KeyDraft(JsonElement json)
{
    private readonly ImmutableArray<FieldError>.Builder _errors = ImmutableArray.CreateBuilder<FieldError>();

    /// <summary>Everything wrong with it.</summary>
    public ImmutableArray<FieldError> Errors => _errors.ToImmutable();

    /// <summary>The key with the fields that the JSON sets.</summary>
    public ClientKey ApplyTo(ClientKey key)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            _errors.Add(new("", "The body must be a JSON object."));
            return key;
        }

        foreach (var field in json.EnumerateObject())
        {
            key = Apply(key, field.Name, field.Value);
        }

        if (string.IsNullOrWhiteSpace(key.Name))
        {
            _errors.Add(new("name", "name must say whose key it is."));
        }

        return key;
    }

    private ClientKey Apply(ClientKey key, string name, JsonElement value)
    {
        switch (name)
        {
            case "name" when value.ValueKind == JsonValueKind.String:
                return key with { Name = value.GetString()!.Trim() };
            case "enabled" when value.ValueKind is JsonValueKind.True or JsonValueKind.False:
                return key with { Enabled = value.GetBoolean() };
            case "expires_at":
                return key with { ExpiresAt = Instant(name, value) };
            case "models":
                return key with { Models = Models(name, value) };
            case "rpm":
                return key with { RequestsPerMinute = Count(name, value) };
            case "tpm":
                return key with { TokensPerMinute = Count(name, value) };
            case "daily_tokens":
                return key with { DailyTokens = Count(name, value) };
            case "daily_cost_usd":
                return key with { DailyCostUsd = Money(name, value) };
            case "max_concurrency":
                return key with { MaxConcurrency = (int?)Count(name, value) };
            case "name" or "enabled":
                _errors.Add(new(name, name == "name" ? "name must be a text." : "enabled must be true or false."));
                return key;
            default:
                _errors.Add(new(name, $"'{name}' is no field of a client key. Fields: name, enabled, expires_at, models, rpm, tpm, daily_tokens, daily_cost_usd, max_concurrency."));
                return key;
        }
    }

    private DateTimeOffset? Instant(string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
        {
            return instant.ToUniversalTime();
        }

        _errors.Add(new(name, $"{name} must be an instant such as 2027-01-31T00:00:00Z, or null."));
        return null;
    }

    private ImmutableArray<string> Models(string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String))
        {
            return [.. value.EnumerateArray().Select(item => item.GetString()!.Trim()).Where(item => item.Length > 0)];
        }

        _errors.Add(new(name, "models must be a list of model names; * matches anything."));
        return [];
    }

    private long? Count(string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var count) && count is > 0 and <= int.MaxValue)
        {
            return count;
        }

        _errors.Add(new(name, $"{name} must be a whole number from 1, or null for no limit."));
        return null;
    }

    private decimal? Money(string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var money) && money > 0)
        {
            return money;
        }

        _errors.Add(new(name, $"{name} must be an amount of US dollars above 0, or null for no limit."));
        return null;
    }
}
