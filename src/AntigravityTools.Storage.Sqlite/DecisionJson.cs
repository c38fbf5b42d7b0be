using System.Text.Json.Serialization;
using AntigravityTools.Core.Records;

namespace AntigravityTools.Storage.Sqlite;

/// <summary>The decision of every request's row, written by generated code: beside a converter, as in <see cref="StorageJson"/>, there is none.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Decision))]
internal sealed partial class DecisionJson : JsonSerializerContext;
