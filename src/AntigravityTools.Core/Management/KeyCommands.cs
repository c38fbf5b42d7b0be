using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AntigravityTools.Core.Keys;
using AntigravityTools.Core.Records;
using AntigravityTools.Core.Storage;

namespace AntigravityTools.Core.Management;

/// <summary>Named client keys: made, changed, removed. A secret is shown once and kept as a hash.</summary>
public sealed class KeyCommands(ClientKeyRing ring, ISettingsStore settings, IUsageStore usage, TimeProvider time) : IDisposable
{
    /// <summary>The name under which the key of the configuration is recorded; no other key has it.</summary>
    public const string ConfiguredName = "default";

    private const string Setting = "client_keys";
    private readonly SemaphoreSlim _writer = new(1, 1);

    /// <summary>Brings in the stored keys and what they have used today.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        ring.Set(ClientKeyJson.Read(await settings.GetAsync(Setting, cancellationToken).ConfigureAwait(false)));
        var now = time.GetUtcNow();
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        if (ring.Keys.IsEmpty)
        {
            return;
        }

        var buckets = await usage.BucketsAsync(UsageSpan.Day, UsageGroup.Key, today, now, cancellationToken).ConfigureAwait(false);
        foreach (var group in buckets.GroupBy(bucket => bucket.Group, StringComparer.Ordinal))
        {
            ring.Restore(group.Key, group.Sum(bucket => bucket.Sums.InputTokens + bucket.Sums.OutputTokens), group.Sum(bucket => bucket.Sums.CostUsd ?? 0));
        }
    }

    /// <summary>All keys.</summary>
    public ImmutableArray<KeyView> List() => [.. ring.Keys.Select(key => View(key))];

    /// <summary>Makes a key; its view alone carries the secret.</summary>
    public Task<KeyResult> CreateAsync(JsonElement draft, CancellationToken cancellationToken)
    {
        var secret = "sk-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        var key = new ClientKey
        {
            Id = "key_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)),
            Name = "",
            Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret))),
            Hint = $"sk-…{secret[^4..]}",
            CreatedAt = time.GetUtcNow(),
        };
        return ChangeAsync(key, draft, secret, cancellationToken);
    }

    /// <summary>Changes the fields that a merge patch names.</summary>
    public Task<KeyResult> PatchAsync(string id, JsonElement patch, CancellationToken cancellationToken) =>
        ring.Keys.FirstOrDefault(key => key.Id == id) is { } key
            ? ChangeAsync(key, patch, secret: null, cancellationToken)
            : Task.FromResult(new KeyResult(null, []));

    /// <summary>Removes a key; it stops working at once. False where there is none.</summary>
    public async Task<bool> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        await _writer.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var left = ring.Keys.RemoveAll(key => key.Id == id);
            if (left.Length == ring.Keys.Length)
            {
                return false;
            }

            await SaveAsync(left, cancellationToken).ConfigureAwait(false);
            return true;
        }
        finally
        {
            _writer.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private async Task<KeyResult> ChangeAsync(ClientKey before, JsonElement json, string? secret, CancellationToken cancellationToken)
    {
        var draft = new KeyDraft(json);
        var key = draft.ApplyTo(before);
        await _writer.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ImmutableArray<FieldError> errors = [.. draft.Errors, .. NameErrors(key)];
            if (!errors.IsEmpty)
            {
                return new KeyResult(null, errors);
            }

            var at = ring.Keys.ToList().FindIndex(other => other.Id == key.Id);
            await SaveAsync(at < 0 ? ring.Keys.Add(key) : ring.Keys.SetItem(at, key), cancellationToken).ConfigureAwait(false);
            return new KeyResult(View(key) with { Secret = secret }, []);
        }
        finally
        {
            _writer.Release();
        }
    }

    private IEnumerable<FieldError> NameErrors(ClientKey key) =>
        key.Name == ConfiguredName ? [new("name", "'default' is the name of the key in config.json. Choose another.")]
        : ring.Keys.Any(other => other.Id != key.Id && other.Name == key.Name) ? [new("name", $"There is a key named '{key.Name}' already.")]
        : [];

    private async Task SaveAsync(ImmutableArray<ClientKey> keys, CancellationToken cancellationToken)
    {
        await settings.SetAsync(Setting, ClientKeyJson.Write(keys), cancellationToken).ConfigureAwait(false);
        ring.Set(keys);
    }

    private KeyView View(ClientKey key)
    {
        var (tokens, cost, running) = ring.UsedBy(key);
        return new KeyView(key, tokens, cost, running);
    }
}
