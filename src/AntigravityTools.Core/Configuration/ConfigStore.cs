using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Configuration;

/// <summary>
/// The configuration while the gateway runs: an immutable snapshot, changed as a whole or not at all. The file is edited in place;
/// a file that a person broke keeps the old snapshot and says what is wrong.
/// </summary>
public sealed class ConfigStore : IDisposable
{
    private const int ShortestPassword = 8;
    private readonly string? _path;
    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly SemaphoreSlim _writer = new(1, 1);
    private volatile GatewayConfig _current;
    private string _text;

    private ConfigStore(string? path, string text, ConfigLoad load, IReadOnlyDictionary<string, string> environment)
    {
        (_path, _text, _current, _environment) = (path, text, load.Config, environment);
        UnknownKeys = load.UnknownKeys;
    }

    /// <summary>Raised after a change, with the old and the new snapshot.</summary>
    public event Action<GatewayConfig, GatewayConfig>? Changed;

    /// <summary>The configuration now.</summary>
    public GatewayConfig Current => _current;

    /// <summary>Keys of the file that mean nothing to this version.</summary>
    public ImmutableArray<string> UnknownKeys { get; private set; }

    /// <summary>What was wrong with the file when it was last read; empty where it was applied.</summary>
    public ImmutableArray<FieldError> LastReloadErrors { get; private set; } = [];

    /// <summary>Where the file is; null where the configuration lives in memory.</summary>
    public string? FilePath => _path;

    /// <summary>Opens a file, or writes it with every default and a fresh client key. Errors mean that nothing was changed.</summary>
    public static async Task<(ConfigStore? Store, ImmutableArray<FieldError> Errors)> OpenAsync(
        string path, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            await ConfigFile.SaveAsync(path, ConfigJson.DefaultText(Fresh()), cancellationToken).ConfigureAwait(false);
        }

        var text = await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false);
        var load = ConfigFile.Parse(text, environment);
        return load.Errors.IsEmpty ? (new ConfigStore(path, text, load, environment), []) : (null, load.Errors);
    }

    /// <summary>A configuration that is never written.</summary>
    public static ConfigStore InMemory(GatewayConfig config)
    {
        var keyed = config.Proxy.ApiKey.Length > 0 ? config : config with { Proxy = config.Proxy with { ApiKey = NewClientKey() } };
        return new ConfigStore(null, ConfigJson.DefaultText(keyed), new ConfigLoad(keyed, [], []), ImmutableDictionary<string, string>.Empty);
    }

    /// <summary>The defaults with a client key of their own.</summary>
    public static GatewayConfig Fresh() => GatewayConfig.Default with { Proxy = GatewayConfig.Default.Proxy with { ApiKey = NewClientKey() } };

    /// <summary>A new client key: <c>sk-</c> and 48 random characters.</summary>
    public static string NewClientKey() =>
        "sk-" + RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 48);

    /// <summary>Applies a merge patch (RFC 7396) as a whole. Returns what is wrong with it; empty means applied, saved and announced.</summary>
    public async Task<ImmutableArray<FieldError>> PatchAsync(JsonElement patch, CancellationToken cancellationToken)
    {
        await _writer.WaitAsync(cancellationToken).ConfigureAwait(false);
        GatewayConfig before;
        try
        {
            before = _current;
            var errors = new List<FieldError>();
            var (config, names) = Apply(before, patch, errors);
            if (errors.Count == 0)
            {
                errors.AddRange(ConfigValidator.Validate(config));
            }

            if (errors.Count > 0)
            {
                return [.. errors];
            }

            await SaveAsync(config, names, cancellationToken).ConfigureAwait(false);
            _current = config;
        }
        finally
        {
            _writer.Release();
        }

        Changed?.Invoke(before, _current);
        return [];
    }

    /// <summary>Reads the file again where it was changed by hand. A broken file keeps the old configuration.</summary>
    public async Task ReloadAsync(CancellationToken cancellationToken)
    {
        if (_path is null)
        {
            return;
        }

        await _writer.WaitAsync(cancellationToken).ConfigureAwait(false);
        var before = _current;
        try
        {
            var text = await File.ReadAllTextAsync(_path, cancellationToken).ConfigureAwait(false);
            if (text == _text)
            {
                return;
            }

            var load = ConfigFile.Parse(text, _environment);
            LastReloadErrors = load.Errors;
            if (!load.Errors.IsEmpty)
            {
                return;
            }

            (_text, _current, UnknownKeys) = (text, load.Config, load.UnknownKeys);
        }
        finally
        {
            _writer.Release();
        }

        Changed?.Invoke(before, _current);
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private (GatewayConfig Config, List<string> Names) Apply(GatewayConfig config, JsonElement patch, List<FieldError> errors)
    {
        var names = new List<string>();
        var unknown = new List<string>();
        foreach (var (name, value) in ConfigJson.Flatten(patch, errors, unknown))
        {
            var (key, raw) = name == ConfigSchema.AdminPassword ? ("console.admin_password_hash", HashOf(value, errors)) : (name, value);
            if (EnvironmentOverrides.VariableOf(key, _environment) is { } variable)
            {
                errors.Add(new FieldError(name, $"{name} is set by the environment variable {variable}. Change it there."));
                continue;
            }

            config = ConfigJson.Set(config, key, raw, errors);
            names.Add(key);
        }

        errors.AddRange(unknown.Select(name => new FieldError(name, $"'{name}' is not a configuration key.")));
        return (config, names);
    }

    private static JsonElement HashOf(JsonElement password, List<FieldError> errors)
    {
        if (password.ValueKind == JsonValueKind.Null)
        {
            return password;
        }

        if (password.ValueKind != JsonValueKind.String || password.GetString()!.Length < ShortestPassword)
        {
            errors.Add(new FieldError(ConfigSchema.AdminPassword, $"{ConfigSchema.AdminPassword} must be a text of at least {ShortestPassword} characters."));
            return default;
        }

        using var document = JsonDocument.Parse($"\"{AdminPassword.Hash(password.GetString()!)}\"");
        return document.RootElement.Clone();
    }

    private async Task SaveAsync(GatewayConfig config, List<string> names, CancellationToken cancellationToken)
    {
        var text = _text;
        foreach (var name in names)
        {
            var key = ConfigSchema.ByName[name];
            text = JsoncEditor.Set(text, [key.Section, key.Leaf], ConfigJson.ValueText(config, key));
        }

        if (_path is not null && text != _text)
        {
            await ConfigFile.SaveAsync(_path, text, cancellationToken).ConfigureAwait(false);
        }

        _text = text;
    }
}
