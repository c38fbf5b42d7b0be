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
    private const string KeyCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private const int KeyLength = 48;
    private readonly string? _path;
    private readonly SemaphoreSlim _writer = new(1, 1);
    private volatile GatewayConfig _current;
    private ConfigOverrides _overrides;
    private string _text;
    private string? _refused;

    private ConfigStore(string? path, string text, ConfigLoad load, ConfigOverrides overrides)
    {
        (_path, _text, _current, _overrides) = (path, text, load.Config, overrides);
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

    /// <summary>
    /// Opens a file, or writes it with every default and a fresh client key; a path of null keeps everything in memory.
    /// Errors mean that nothing was changed.
    /// </summary>
    /// <exception cref="IOException">The file can not be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file is not ours to read or write.</exception>
    public static async Task<(ConfigStore? Store, ImmutableArray<FieldError> Errors)> OpenAsync(
        string? path, ConfigOverrides overrides, CancellationToken cancellationToken)
    {
        var stored = path is not null && File.Exists(path) ? await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false) : null;
        var text = ConfigFile.WithClientKey(stored ?? ConfigJson.DefaultText(Fresh()), overrides);
        var load = ConfigFile.Parse(text, overrides);
        if (!load.Errors.IsEmpty)
        {
            return (null, load.Errors);
        }

        if (path is not null && text != stored)
        {
            await ConfigFile.SaveAsync(path, text, cancellationToken).ConfigureAwait(false);
        }

        return (new ConfigStore(path, text, load, overrides), []);
    }

    /// <summary>A configuration that is never written.</summary>
    public static ConfigStore InMemory(GatewayConfig config)
    {
        var keyed = config.Proxy.ApiKey.Length > 0 ? config : config with { Proxy = config.Proxy with { ApiKey = NewClientKey() } };
        return new ConfigStore(null, ConfigJson.DefaultText(keyed), new ConfigLoad(keyed, [], []), ConfigOverrides.None);
    }

    /// <summary>The defaults with a client key of their own.</summary>
    public static GatewayConfig Fresh() => GatewayConfig.Default with { Proxy = GatewayConfig.Default.Proxy with { ApiKey = NewClientKey() } };

    /// <summary>A new client key: <c>sk-</c> and 48 random characters that need no escaping in a URL.</summary>
    public static string NewClientKey() => "sk-" + RandomNumberGenerator.GetString(KeyCharacters, KeyLength);

    /// <summary>Applies a merge patch (RFC 7396) as a whole. Returns what is wrong with it; empty means applied, saved and announced.</summary>
    public async Task<ImmutableArray<FieldError>> PatchAsync(JsonElement patch, CancellationToken cancellationToken)
    {
        await _writer.WaitAsync(cancellationToken).ConfigureAwait(false);
        var before = _current;
        try
        {
            // A change by hand a moment ago must neither be lost nor overwritten.
            if (await TakeFileAsync(cancellationToken).ConfigureAwait(false) is { IsEmpty: false } broken)
            {
                return [new FieldError("", "config.json was changed by hand and has errors; mend them first."), .. broken];
            }

            var change = ConfigPatch.Apply(_current, patch, _overrides);
            if (!change.Errors.IsEmpty)
            {
                return change.Errors;
            }

            await SaveAsync(change, cancellationToken).ConfigureAwait(false);
            _overrides = _overrides with { Options = _overrides.Options.RemoveRange(change.Keys) };
            _current = change.Config;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [new FieldError("", $"config.json can not be saved, so nothing was changed: {error.Message}")];
        }
        finally
        {
            _writer.Release();
        }

        Changed?.Invoke(before, _current);
        return [];
    }

    /// <summary>The text of the file, comments and all.</summary>
    internal string Text => _text;

    /// <summary>What is wrong with a whole text; empty where it could be applied.</summary>
    internal ImmutableArray<FieldError> Check(string text) => ConfigFile.Parse(text, _overrides).Errors;

    /// <summary>Puts another text in the place of the whole file. Returns what is wrong with it; empty means saved and announced.</summary>
    internal async Task<ImmutableArray<FieldError>> ReplaceAsync(string text, CancellationToken cancellationToken)
    {
        await _writer.WaitAsync(cancellationToken).ConfigureAwait(false);
        var before = _current;
        try
        {
            var load = ConfigFile.Parse(text, _overrides);
            if (!load.Errors.IsEmpty)
            {
                return load.Errors;
            }

            if (_path is not null)
            {
                await ConfigFile.SaveAsync(_path, text, cancellationToken).ConfigureAwait(false);
            }

            (_text, _current, UnknownKeys, _refused, LastReloadErrors) = (text, load.Config, load.UnknownKeys, null, []);
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
        await _writer.WaitAsync(cancellationToken).ConfigureAwait(false);
        var before = _current;
        try
        {
            await TakeFileAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _writer.Release();
        }

        if (!ReferenceEquals(before, _current))
        {
            Changed?.Invoke(before, _current);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    // A file that is away for a moment, as editors do it, is no change.
    private async Task<ImmutableArray<FieldError>> TakeFileAsync(CancellationToken cancellationToken)
    {
        if (_path is null || !File.Exists(_path))
        {
            return [];
        }

        var text = await File.ReadAllTextAsync(_path, cancellationToken).ConfigureAwait(false);
        if (text == _text)
        {
            _refused = null;
            return LastReloadErrors = [];
        }

        if (text == _refused)
        {
            return LastReloadErrors;
        }

        var load = ConfigFile.Parse(text, _overrides);
        if (load.Errors.IsEmpty)
        {
            (_text, _current, UnknownKeys) = (text, load.Config, load.UnknownKeys);
        }

        _refused = load.Errors.IsEmpty ? null : text;
        return LastReloadErrors = load.Errors;
    }

    private async Task SaveAsync(ConfigPatch change, CancellationToken cancellationToken)
    {
        var text = _text;
        foreach (var name in change.Keys)
        {
            var key = ConfigSchema.ByName[name];
            text = JsoncEditor.Set(text, [key.Section, key.Leaf], ConfigJson.ValueText(change.Config, key));
        }

        if (_path is not null && text != _text)
        {
            await ConfigFile.SaveAsync(_path, text, cancellationToken).ConfigureAwait(false);
        }

        _text = text;
    }
}
