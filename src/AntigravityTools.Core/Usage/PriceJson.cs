using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Usage;

/// <summary>Prices as JSON: the shipped file, the stored overrides and the management API all say them in the same way.</summary>
public static class PriceJson
{
    private const decimal Most = 1_000_000m;
    private const int LongestName = 200;

    /// <summary>Reads an object of prices by model. A null price is left out; whatever else does not fit is an error.</summary>
    public static (ImmutableDictionary<string, ModelPrice> Prices, ImmutableArray<FieldError> Errors) Read(JsonElement models)
    {
        var prices = ImmutableDictionary.CreateBuilder<string, ModelPrice>(StringComparer.OrdinalIgnoreCase);
        var errors = ImmutableArray.CreateBuilder<FieldError>();
        foreach (var model in models.EnumerateObject())
        {
            var field = "models." + model.Name;
            if (string.IsNullOrWhiteSpace(model.Name) || model.Name.Length > LongestName)
            {
                errors.Add(new(field, $"A model's name has 1 to {LongestName} characters."));
            }
            else if (model.Value.ValueKind == JsonValueKind.Object)
            {
                prices[model.Name] = ReadPrice(model.Value, field, errors);
            }
            else if (model.Value.ValueKind != JsonValueKind.Null)
            {
                errors.Add(new(field, $"{field} must be an object with 'input' and 'output' in US dollars per million tokens, or null."));
            }
        }

        return (prices.ToImmutable(), errors.ToImmutable());
    }

    /// <summary>Writes the numbers of a price into an open object; those that are not set are left out.</summary>
    public static void WriteNumbers(Utf8JsonWriter json, ModelPrice price)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(price);
        json.WriteNumber("input"u8, price.Input);
        json.WriteNumber("output"u8, price.Output);
        Write(json, "cache_read", price.CacheRead);
        Write(json, "cache_write", price.CacheWrite);
        Write(json, "reasoning", price.Reasoning);
    }

    /// <summary>The stored form of overrides.</summary>
    public static string Write(ImmutableDictionary<string, ModelPrice> prices)
    {
        ArgumentNullException.ThrowIfNull(prices);
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            foreach (var (model, price) in prices.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                json.WriteStartObject(model);
                WriteNumbers(json, price);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static ModelPrice ReadPrice(JsonElement json, string field, ImmutableArray<FieldError>.Builder errors) => new(
        Number(json, field, "input", errors) ?? Missing(field + ".input", errors),
        Number(json, field, "output", errors) ?? Missing(field + ".output", errors),
        Number(json, field, "cache_read", errors),
        Number(json, field, "cache_write", errors),
        Number(json, field, "reasoning", errors));

    private static decimal Missing(string field, ImmutableArray<FieldError>.Builder errors)
    {
        if (!errors.Any(error => error.Field == field))
        {
            errors.Add(new(field, $"{field} is missing. State it in US dollars per million tokens; 0 means free."));
        }

        return 0;
    }

    private static decimal? Number(JsonElement json, string field, string name, ImmutableArray<FieldError>.Builder errors)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && number is >= 0 and <= Most)
        {
            return number;
        }

        errors.Add(new($"{field}.{name}", $"{field}.{name} must be a number from 0 to {Most:0}, in US dollars per million tokens."));
        return null;
    }

    private static void Write(Utf8JsonWriter json, string name, decimal? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }
}
