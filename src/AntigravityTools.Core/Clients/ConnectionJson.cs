using System.Text.Json.Serialization;

namespace AntigravityTools.Core.Clients;

/// <summary>How connections are kept.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Connection))]
internal sealed partial class ConnectionJson : JsonSerializerContext;
