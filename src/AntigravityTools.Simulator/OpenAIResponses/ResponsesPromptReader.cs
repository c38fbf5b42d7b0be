using System.Text.Json;
using AntigravityTools.Simulator.Answers;
using AntigravityTools.Simulator.Hosting;

namespace AntigravityTools.Simulator.OpenAIResponses;

/// <summary>Reads a Responses request.</summary>
internal static class ResponsesPromptReader
{
    public static Prompt Read(JsonElement body, IReadOnlyList<string> earlier)
    {
        var (user, result) = ("", (string?)null);
        var segments = new List<string> { Json.Raw(body, "instructions", "") + Json.Raw(body, "tools", "") };
        segments.AddRange(earlier);
        if (body.Text("input") is { } text)
        {
            segments.Add(text);
            user = text;
        }
        foreach (var item in body.Items("input"))
        {
            segments.Add(item.GetRawText());
            if (item.Text("role") == "user")
            {
                (user, result) = (Text(item, "content"), null);
            }
            else if (item.Text("type")?.EndsWith("_output", StringComparison.Ordinal) == true)
            {
                result = Text(item, "output");
            }
        }
        var format = body.Child("text")?.Child("format");
        var choice = body.Child("tool_choice");
        return new Prompt
        {
            Model = body.Text("model") ?? "",
            LastUserText = user,
            ToolResult = result,
            Tools = body.Text("tool_choice") == "none" ? [] : body.Items("tools").SelectMany(tool => Tools(tool, null)).ToList(),
            ToolRequired = body.Text("tool_choice") == "required",
            ForcedTool = choice?.Text("type") is "function" or "custom" ? choice?.Text("name") : null,
            ParallelTools = body.Child("parallel_tool_calls")?.ValueKind != JsonValueKind.False,
            Segments = segments,
            MaxTokens = body.Int("max_output_tokens"),
            WantsReasoning = body.Child("reasoning") is { ValueKind: JsonValueKind.Object } reasoning && reasoning.Text("effort") != "none",
            ResponseSchema = format?.Child("schema"),
            JsonText = format?.Text("type") == "json_object",
        };
    }

    private static string Text(JsonElement item, string name) =>
        item.Text(name) ?? item.Items(name).Select(part => part.Text("text")).OfType<string>().LastOrDefault() ?? "";

    private static IEnumerable<ToolSpec> Tools(JsonElement tool, string? space) => tool.Text("type") switch
    {
        "function" => [new ToolSpec(tool.Text("name") ?? "", tool.Child("parameters")) { Namespace = space }],
        "custom" => [new ToolSpec(tool.Text("name") ?? "", null) { Namespace = space, Custom = true }],
        "namespace" => tool.Items("tools").SelectMany(inner => Tools(inner, tool.Text("name"))),
        _ => [], // Hosted tools run at the provider.
    };
}
