using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Security.Cryptography;
using AntigravityTools.Core.Records;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Core.Keys;

/// <summary>The named client keys and what they have used. Readers see an immutable set, swapped by reference.</summary>
public sealed class ClientKeyRing(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, KeyUsage> _usage = new(StringComparer.Ordinal);
    private volatile Ring _ring = new([]);

    /// <summary>The keys in the order of making.</summary>
    public ImmutableArray<ClientKey> Keys => _ring.Keys;

    /// <summary>Takes over the keys as stored; what they have used is kept.</summary>
    public void Set(ImmutableArray<ClientKey> keys) => _ring = new Ring(keys);

    /// <summary>Takes over what a key used today before a restart.</summary>
    public void Restore(string name, long tokens, decimal cost)
    {
        if (_ring.ByName.TryGetValue(name, out var key))
        {
            UsageOf(key).Restore(time.GetUtcNow(), tokens, cost);
        }
    }

    /// <summary>The key with this SHA-256 digest, or null. The digests are compared in constant time.</summary>
    public ClientKey? Find(ReadOnlySpan<byte> digest)
    {
        ClientKey? found = null;
        foreach (var (key, hash) in _ring.Hashes)
        {
            found = CryptographicOperations.FixedTimeEquals(hash, digest) ? key : found;
        }

        return found;
    }

    /// <summary>Why a key can not be used now, or null.</summary>
    public string? WhyNot(ClientKey key) =>
        !key.Enabled ? $"The client key '{key.Name}' is switched off. Switch it on on the console's API Proxy page."
        : key.ExpiresAt <= time.GetUtcNow() ? $"The client key '{key.Name}' expired on {key.ExpiresAt:yyyy-MM-dd}. Extend it on the console's API Proxy page."
        : null;

    /// <summary>Used today and running now.</summary>
    public (long Tokens, decimal Cost, int Running) UsedBy(ClientKey key) => UsageOf(key).Now(time.GetUtcNow());

    /// <summary>
    /// Lets a request of a key in, or says why not: the model is not on the key's list (403), or a limit is reached (429). Names that are
    /// no key's have no limits.
    /// </summary>
    /// <param name="name">The key's name, as the guard found it.</param>
    /// <param name="model">The model asked for; null where the call names none.</param>
    /// <param name="tokens">The most tokens the request may use, estimated.</param>
    /// <param name="cost">What they would cost in US dollars, estimated.</param>
    public (KeyReservation? Reservation, Fault? Fault) Admit(string? name, string? model, long tokens, decimal cost)
    {
        if (name is null || !_ring.ByName.TryGetValue(name, out var key))
        {
            return (null, null);
        }

        if (model is not null && !key.Models.IsEmpty && !key.Models.Any(pattern => Matches(pattern, model)))
        {
            return (null, new Fault
            {
                Kind = FaultKind.Permission,
                Code = "client_key_model",
                Param = "model",
                NeedsPerson = true,
                Message = $"The client key '{key.Name}' may not use the model '{model}'. It may use: {string.Join(", ", key.Models)}.",
            });
        }

        var usage = UsageOf(key);
        return usage.Reserve(key, tokens, cost, time.GetUtcNow()) is { } fault ? (null, fault) : (new KeyReservation(usage, tokens, cost, time), null);
    }

    private KeyUsage UsageOf(ClientKey key) => _usage.GetOrAdd(key.Id, static _ => new KeyUsage());

    private static bool Matches(string pattern, string model) =>
        System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, model, ignoreCase: true);

    private sealed class Ring(ImmutableArray<ClientKey> keys)
    {
        public ImmutableArray<ClientKey> Keys { get; } = keys;

        public FrozenDictionary<string, ClientKey> ByName { get; } = keys.ToFrozenDictionary(key => key.Name, StringComparer.Ordinal);

        public ImmutableArray<(ClientKey Key, byte[] Hash)> Hashes { get; } = [.. keys.Select(key => (key, Convert.FromHexString(key.Hash)))];
    }
}
