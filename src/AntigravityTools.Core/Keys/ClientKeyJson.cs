using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Core.Keys;

/// <summary>The stored form of the client keys: a JSON list.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ImmutableArray<ClientKey>))]
internal sealed partial class ClientKeyJson : JsonSerializerContext
{
    public static string Write(ImmutableArray<ClientKey> keys) => JsonSerializer.Serialize(keys, Default.ImmutableArrayClientKey);

    public static ImmutableArray<ClientKey> Read(string? json) =>
        string.IsNullOrEmpty(json) ? [] : JsonSerializer.Deserialize(json, Default.ImmutableArrayClientKey);
}
