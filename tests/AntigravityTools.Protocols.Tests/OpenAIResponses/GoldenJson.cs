using System.Text.Encodings.Web;
using System.Text.Json;

namespace AntigravityTools.Protocols.Tests.OpenAIResponses;

/// <summary>How golden files show JSON.</summary>
internal static class GoldenJson
{
    internal static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
