using System.Text;
using System.Text.Json;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Configuration;

/// <summary>Reads and writes the file itself: comments allowed, saved by rename so that a crash leaves the old one.</summary>
internal static class ConfigFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Reads a text over the defaults; what wins over the file comes last.</summary>
    public static ConfigLoad Parse(string text, ConfigOverrides overrides)
    {
        var errors = new List<FieldError>();
        var unknown = new List<string>();
        var config = GatewayConfig.Default;
        try
        {
            using var document = JsonDocument.Parse(text, Lenient);
            config = ConfigJson.Read(document.RootElement, config, errors, unknown);
        }
        catch (JsonException error)
        {
            errors.Add(new FieldError("", $"The text is not valid JSON at line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}. Mend it there, or move the file away to start with the defaults."));
            return new ConfigLoad(config, [.. errors], []);
        }

        config = overrides.Apply(config, errors);
        if (errors.Count == 0)
        {
            errors.AddRange(ConfigValidator.Validate(config));
        }

        return new ConfigLoad(config, [.. errors], [.. unknown]);
    }

    /// <summary>The text with a fresh client key where it has none; a text that can not be read stays as it is.</summary>
    public static string WithClientKey(string text, ConfigOverrides overrides)
    {
        try
        {
            var errors = new List<FieldError>();
            using var document = JsonDocument.Parse(text, Lenient);
            var config = overrides.Apply(ConfigJson.Read(document.RootElement, GatewayConfig.Default, errors, []), errors);
            var hasNone = errors.Count == 0 && config.Proxy.ApiKey.Length == 0
                && (!document.RootElement.TryGetProperty("proxy", out var proxy) || proxy.ValueKind == JsonValueKind.Object);
            return hasNone ? JsoncEditor.Set(text, ["proxy", "api_key"], $"\"{ConfigStore.NewClientKey()}\"") : text;
        }
        catch (JsonException)
        {
            // Reported with its place when the text is read in earnest.
            return text;
        }
    }

    /// <summary>Saves through a new file beside the old one, readable by its owner alone.</summary>
    public static async Task SaveAsync(string path, string text, CancellationToken cancellationToken)
    {
        var temporary = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        await using (var stream = new FileStream(temporary, options))
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken).ConfigureAwait(false);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
