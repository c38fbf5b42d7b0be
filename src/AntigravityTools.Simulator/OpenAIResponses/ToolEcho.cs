using System.Text.Json;
using AntigravityTools.Simulator.Hosting;

namespace AntigravityTools.Simulator.OpenAIResponses;

/// <summary>The request's tools as the resource repeats them: function tools with their defaults filled in.</summary>
internal static class ToolEcho
{
    public static string Write(JsonElement body) => $"[{string.Join(',', body.Items("tools").Select(Tool))}]";

    private static string Tool(JsonElement tool)
    {
        var text = tool.GetRawText();
        if (tool.Text("type") != "function")
        {
            return text;
        }
        var missing = from field in ((string Name, string Default)[])[("description", "null"), ("parameters", "null"), ("strict", "true")]
                      where !tool.TryGetProperty(field.Name, out _)
                      select $",\"{field.Name}\":{field.Default}";
        return text[..^1].TrimEnd() + string.Concat(missing) + "}";
    }
}
