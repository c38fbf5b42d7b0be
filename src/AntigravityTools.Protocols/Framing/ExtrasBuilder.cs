using System.Collections.Immutable;
using System.Text.Json;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Framing;

/// <summary>Gathers the fields that the model has no word for.</summary>
internal struct ExtrasBuilder(Protocol protocol)
{
    private ImmutableArray<KeyValuePair<string, RawJson>>.Builder? _fields;

    /// <summary>Keeps a member whose value the reader stands on.</summary>
    internal void Add(string name, ref Utf8JsonReader reader, ReadOnlyMemory<byte> body) =>
        Add(name, JsonRead.Raw(ref reader, body));

    /// <summary>Keeps a member that was read already.</summary>
    internal void Add(string name, RawJson value) =>
        (_fields ??= ImmutableArray.CreateBuilder<KeyValuePair<string, RawJson>>()).Add(new(name, value));

    /// <summary>What was kept; null where nothing was.</summary>
    internal readonly Extras? Build() => _fields is null ? null : new Extras(protocol, _fields.ToImmutable());
}
