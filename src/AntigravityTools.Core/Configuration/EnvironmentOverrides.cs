using System.Text.Json;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Configuration;

/// <summary>Environment variables such as <c>ANTIGRAVITY_TOOLS__PROXY__PORT</c> win over the file.</summary>
internal static class EnvironmentOverrides
{
    /// <summary>Applies every variable that is set; one that does not fit is an error that names it.</summary>
    public static GatewayConfig Apply(GatewayConfig config, IReadOnlyDictionary<string, string> environment, List<FieldError> errors)
    {
        foreach (var key in ConfigSchema.Keys)
        {
            if (!environment.TryGetValue(key.Variable, out var text))
            {
                continue;
            }

            var (changed, error) = Read(config, key, text);
            if (error is not null)
            {
                errors.Add(new FieldError(key.Name, $"The environment variable {key.Variable} {error}."));
            }

            config = changed;
        }

        return config;
    }

    /// <summary>The variable that fixes a key, or null where none is set.</summary>
    public static string? VariableOf(string name, IReadOnlyDictionary<string, string> environment) =>
        ConfigSchema.ByName.TryGetValue(name, out var key) && environment.ContainsKey(key.Variable) ? key.Variable : null;

    // A value is JSON where it reads as such, else a plain text: 9000, true, ["a"] and sk-… all mean what they look like.
    private static (GatewayConfig Config, string? Error) Read(GatewayConfig config, ConfigKey key, string text)
    {
        string? first = null;
        if (TryParse(text) is { } document)
        {
            using (document)
            {
                var (changed, error) = key.Read(config, document.RootElement);
                if (error is null)
                {
                    return (changed, null);
                }

                first = error;
            }
        }

        using var quoted = JsonDocument.Parse($"\"{JsonEncodedText.Encode(text)}\"");
        var (asText, textError) = key.Read(config, quoted.RootElement);
        return textError is null ? (asText, null) : (config, first ?? textError);
    }

    private static JsonDocument? TryParse(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            // Not JSON: a plain text, which is the usual case for names and keys.
            return null;
        }
    }
}
