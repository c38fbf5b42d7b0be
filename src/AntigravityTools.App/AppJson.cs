using System.Text.Json.Serialization;
using AntigravityTools.App.Commands;
using AntigravityTools.App.Desktop;
using AntigravityTools.App.Platform;

namespace AntigravityTools.App;

/// <summary>The JSON that the program itself reads and writes; snake_case as everywhere.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RuntimeInfo))]
[JsonSerializable(typeof(StatusView))]
[JsonSerializable(typeof(WindowSize))]
internal sealed partial class AppJson : JsonSerializerContext;
