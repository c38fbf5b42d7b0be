using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Ui.Pages.ApiProxy;

/// <summary>A client key while it is made or edited. An empty limit is no limit.</summary>
public sealed class KeyForm
{
    /// <summary>The key that is edited; null for a new one.</summary>
    public string? Id { get; init; }

    /// <summary>Whose key it is.</summary>
    public string Name { get; set; } = "";

    /// <summary>The day at whose end (UTC) it stops working.</summary>
    public DateOnly? Expires { get; set; }

    /// <summary>Model names it may ask for, separated by commas or lines.</summary>
    public string? Models { get; set; }

    /// <summary>Most requests in a minute.</summary>
    public long? Rpm { get; set; }

    /// <summary>Most tokens in a minute.</summary>
    public long? Tpm { get; set; }

    /// <summary>Most tokens in a day.</summary>
    public long? DailyTokens { get; set; }

    /// <summary>Most US dollars in a day.</summary>
    public decimal? DailyCostUsd { get; set; }

    /// <summary>Most requests at a time.</summary>
    public long? MaxConcurrency { get; set; }

    /// <summary>What the last try was refused for.</summary>
    public ImmutableArray<FieldError> Errors { get; set; } = [];

    /// <summary>The form of a key that is there.</summary>
    public static KeyForm Of(ClientKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new KeyForm
        {
            Id = key.Id,
            Name = key.Name,
            Expires = key.ExpiresAt is { } at ? DateOnly.FromDateTime(at.UtcDateTime) : null,
            Models = string.Join("\n", key.Models),
            Rpm = key.RequestsPerMinute,
            Tpm = key.TokensPerMinute,
            DailyTokens = key.DailyTokens,
            DailyCostUsd = key.DailyCostUsd,
            MaxConcurrency = key.MaxConcurrency,
        };
    }

    /// <summary>The error of a field, or null.</summary>
    public string? ErrorOf(string field) => Errors.FirstOrDefault(error => error.Field == field)?.Message;

    /// <summary>All fields as the management room takes them.</summary>
    public JsonElement ToJson()
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteString("name", Name);
            json.WritePropertyName("expires_at");
            Write(json, Expires?.ToString("yyyy-MM-dd'T23:59:59Z'", CultureInfo.InvariantCulture));
            json.WriteStartArray("models");
            foreach (var model in (Models ?? "").Split([',', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                json.WriteStringValue(model);
            }

            json.WriteEndArray();
            Write(json, "rpm", Rpm);
            Write(json, "tpm", Tpm);
            Write(json, "daily_tokens", DailyTokens);
            Write(json, "daily_cost_usd", DailyCostUsd);
            Write(json, "max_concurrency", MaxConcurrency);
            json.WriteEndObject();
        }

        using var document = JsonDocument.Parse(output.WrittenMemory);
        return document.RootElement.Clone();
    }

    private static void Write(Utf8JsonWriter json, string name, decimal? value)
    {
        json.WritePropertyName(name);
        if (value is { } number)
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    private static void Write(Utf8JsonWriter json, string? text)
    {
        if (text is null)
        {
            json.WriteNullValue();
        }
        else
        {
            json.WriteStringValue(text);
        }
    }
}
