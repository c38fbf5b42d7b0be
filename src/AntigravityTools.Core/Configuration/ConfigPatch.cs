using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Configuration;

/// <summary>What a merge patch makes of a configuration.</summary>
/// <param name="Config">The configuration after it; to be used only where there are no errors.</param>
/// <param name="Keys">The keys that it names.</param>
/// <param name="Errors">Everything wrong with it.</param>
internal sealed record ConfigPatch(GatewayConfig Config, ImmutableArray<string> Keys, ImmutableArray<FieldError> Errors)
{
    private const string ClientKey = "proxy.api_key";
    private const int ShortestPassword = 8;

    /// <summary>Applies a patch and validates the whole; a key that the environment fixes can not be changed.</summary>
    public static ConfigPatch Apply(GatewayConfig config, JsonElement patch, ConfigOverrides overrides)
    {
        var keys = ImmutableArray.CreateBuilder<string>();
        var errors = new List<FieldError>();
        var unknown = new List<string>();
        foreach (var (name, value) in ConfigJson.Flatten(patch, errors, unknown))
        {
            var (key, raw) = Stored(name, value, errors);
            if (overrides.VariableOf(key) is { } variable)
            {
                errors.Add(new FieldError(name, $"{name} is set by the environment variable {variable}. Change it there."));
                continue;
            }

            config = ConfigJson.Set(config, key, raw, errors);
            keys.Add(key);
        }

        errors.AddRange(unknown.Select(name => new FieldError(name, $"'{name}' is not a configuration key.")));
        if (errors.Count == 0)
        {
            errors.AddRange(ConfigValidator.Validate(config));
        }

        return new ConfigPatch(config, keys.ToImmutable(), [.. errors]);
    }

    // A password is stored as its hash, and the default of the client key is a new one.
    private static (string Key, JsonElement Value) Stored(string name, JsonElement value, List<FieldError> errors)
    {
        if (name == ConfigSchema.AdminPassword)
        {
            return (ConfigSchema.AdminPasswordHash, value.ValueKind == JsonValueKind.Null ? value : HashOf(value, errors));
        }

        return name == ClientKey && value.ValueKind == JsonValueKind.Null ? (name, Text(ConfigStore.NewClientKey())) : (name, value);
    }

    private static JsonElement HashOf(JsonElement password, List<FieldError> errors)
    {
        if (password.ValueKind == JsonValueKind.String && password.GetString() is { Length: >= ShortestPassword } text)
        {
            return Text(AdminPassword.Hash(text));
        }

        errors.Add(new FieldError(ConfigSchema.AdminPassword, $"{ConfigSchema.AdminPassword} must be a text of at least {ShortestPassword} characters."));
        return Text("");
    }

    private static JsonElement Text(string plain)
    {
        using var document = JsonDocument.Parse($"\"{JsonEncodedText.Encode(plain)}\"");
        return document.RootElement.Clone();
    }
}
