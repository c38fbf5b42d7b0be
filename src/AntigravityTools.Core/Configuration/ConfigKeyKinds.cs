using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace AntigravityTools.Core.Configuration;

/// <summary>The kinds of configuration key: each knows its type, its range and the words for what does not fit.</summary>
internal static class ConfigKeyKinds
{
    public static ConfigKey Bool(string name, string comment, Func<GatewayConfig, bool> get, Func<GatewayConfig, bool, GatewayConfig> set) => new()
    {
        Name = name,
        Comment = comment,
        Write = (config, json) => json.WriteBooleanValue(get(config)),
        Read = (config, json) => json.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? (set(config, json.GetBoolean()), null)
            : (config, "must be true or false"),
    };

    public static ConfigKey Whole(string name, string comment, long least, long most, Func<GatewayConfig, long> get, Func<GatewayConfig, long, GatewayConfig> set) => new()
    {
        Name = name,
        Comment = comment,
        Write = (config, json) => json.WriteNumberValue(get(config)),
        Read = (config, json) => json.ValueKind == JsonValueKind.Number && json.TryGetInt64(out var value) && value >= least && value <= most
            ? (set(config, value), null)
            : (config, string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {least} to {most}")),
    };

    public static ConfigKey WholeOrNull(string name, string comment, int least, int most, Func<GatewayConfig, int?> get, Func<GatewayConfig, int?, GatewayConfig> set) => new()
    {
        Name = name,
        Comment = comment,
        Write = (config, json) =>
        {
            if (get(config) is { } value)
            {
                json.WriteNumberValue(value);
            }
            else
            {
                json.WriteNullValue();
            }
        },
        Read = (config, json) => json.ValueKind == JsonValueKind.Null ? (set(config, null), null)
            : json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out var value) && value >= least && value <= most ? (set(config, value), null)
            : (config, string.Create(CultureInfo.InvariantCulture, $"must be null or a whole number from {least} to {most}")),
    };

    public static ConfigKey Number(string name, string comment, double least, double most, Func<GatewayConfig, double> get, Func<GatewayConfig, double, GatewayConfig> set) => new()
    {
        Name = name,
        Comment = comment,
        Write = (config, json) => json.WriteNumberValue(get(config)),
        Read = (config, json) => json.ValueKind == JsonValueKind.Number && json.GetDouble() is var value && value >= least && value <= most
            ? (set(config, value), null)
            : (config, string.Create(CultureInfo.InvariantCulture, $"must be a number from {least} to {most}")),
    };

    /// <summary>A duration written as a number of seconds, minutes or days.</summary>
    public static ConfigKey Time(
        string name, string comment, TimeSpan unit, double least, double most, Func<GatewayConfig, TimeSpan> get, Func<GatewayConfig, TimeSpan, GatewayConfig> set) =>
        Number(name, comment, least, most, config => get(config) / unit, (config, value) => set(config, value * unit));

    public static ConfigKey Text(string name, string comment, Func<GatewayConfig, string?> get, Func<GatewayConfig, string?, GatewayConfig> set, bool nullable = false, bool hidden = false) => new()
    {
        Name = name,
        Comment = comment,
        Hidden = hidden,
        Write = (config, json) => json.WriteStringValue(get(config)),
        Read = (config, json) => json.ValueKind switch
        {
            JsonValueKind.String => (set(config, json.GetString()), null),
            JsonValueKind.Null when nullable => (set(config, null), null),
            _ => (config, nullable ? "must be a text or null" : "must be a text"),
        },
    };

    public static ConfigKey Word(string name, string comment, ImmutableArray<string> words, Func<GatewayConfig, string> get, Func<GatewayConfig, string, GatewayConfig> set) => new()
    {
        Name = name,
        Comment = comment,
        Write = (config, json) => json.WriteStringValue(get(config)),
        Read = (config, json) => json.ValueKind == JsonValueKind.String && words.Contains(json.GetString()!)
            ? (set(config, json.GetString()!), null)
            : (config, $"must be one of {string.Join(", ", words)}"),
    };

    public static ConfigKey List(string name, string comment, Func<GatewayConfig, ImmutableArray<string>> get, Func<GatewayConfig, ImmutableArray<string>, GatewayConfig> set) => new()
    {
        Name = name,
        Comment = comment,
        Write = (config, json) =>
        {
            json.WriteStartArray();
            foreach (var item in get(config))
            {
                json.WriteStringValue(item);
            }

            json.WriteEndArray();
        },
        Read = (config, json) => json.ValueKind == JsonValueKind.Array && json.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? (set(config, [.. json.EnumerateArray().Select(item => item.GetString()!)]), null)
            : (config, "must be a list of texts"),
    };
}
