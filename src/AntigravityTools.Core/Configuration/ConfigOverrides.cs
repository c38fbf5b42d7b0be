using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Configuration;

/// <summary>
/// What wins over the file: environment variables such as <c>ANTIGRAVITY_TOOLS__PROXY__PORT</c> for as long as the process lives, and
/// options of the command line until a person changes the same key.
/// </summary>
public sealed record ConfigOverrides
{
    /// <summary>Nothing wins over the file.</summary>
    public static ConfigOverrides None { get; } = new();

    /// <summary>The environment variables by name.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Values from the command line by key, such as <c>proxy.port</c>.</summary>
    public ImmutableDictionary<string, string> Options { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Applies every value that is set; one that does not fit is an error that names where it came from.</summary>
    internal GatewayConfig Apply(GatewayConfig config, List<FieldError> errors)
    {
        foreach (var key in ConfigSchema.Keys)
        {
            var option = Options.GetValueOrDefault(key.Name);
            if ((option ?? Environment.GetValueOrDefault(key.Variable)) is not { } text)
            {
                continue;
            }

            var (changed, error) = Read(config, key, text);
            if (error is not null)
            {
                var source = option is null ? $"The environment variable {key.Variable}" : $"{key.Name} from the command line";
                errors.Add(new FieldError(key.Name, $"{source} {error}."));
            }

            config = changed;
        }

        return config;
    }

    /// <summary>The variable that fixes a key, or null where none is set.</summary>
    internal string? VariableOf(string name) =>
        ConfigSchema.ByName.TryGetValue(name, out var key) && Environment.ContainsKey(key.Variable) ? key.Variable : null;

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
