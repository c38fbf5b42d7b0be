using System.Text.Json.Serialization;

namespace AntigravityTools.Core.Clients;

/// <summary>How connections are kept. Metadata, because the generated fast path writes bytes that are null as empty ones.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Connection))]
internal sealed partial class ConnectionJson : JsonSerializerContext;
