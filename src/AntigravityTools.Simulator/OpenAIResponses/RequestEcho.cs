using System.Text.Json;
using AntigravityTools.Simulator.Hosting;

namespace AntigravityTools.Simulator.OpenAIResponses;

/// <summary>Request fields as the resource repeats them: with their defaults filled in.</summary>
internal static class RequestEcho
{
    public static string Tools(JsonElement body) => $"[{string.Join(',', body.Items("tools").Select(Tool))}]";

    public static string Reasoning(JsonElement body) => body.Child("reasoning") is { ValueKind: JsonValueKind.Object } reasoning
        ? Fill(reasoning, ("effort", "\"medium\""), ("summary", "null"))
        : """{"effort":null,"summary":null}""";

    private static string Tool(JsonElement tool) => tool.Text("type") == "function"
        ? Fill(tool, ("description", "null"), ("parameters", "null"), ("strict", "true"))
        : tool.GetRawText();

    private static string Fill(JsonElement value, params IEnumerable<(string Name, string Default)> fields)
    {
        var present = value.EnumerateObject().Select(property => $"{Json.Quote(property.Name)}:{property.Value.GetRawText()}");
        var missing = fields.Where(field => !value.TryGetProperty(field.Name, out _)).Select(field => $"\"{field.Name}\":{field.Default}");
        return $"{{{string.Join(',', present.Concat(missing))}}}";
    }
}
