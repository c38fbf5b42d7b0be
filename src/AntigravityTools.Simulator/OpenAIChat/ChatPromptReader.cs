using System.Text.Json;
using AntigravityTools.Simulator.Answers;
using AntigravityTools.Simulator.Hosting;

namespace AntigravityTools.Simulator.OpenAIChat;

/// <summary>Reads a Chat Completions request.</summary>
internal static class ChatPromptReader
{
    public static Prompt Read(JsonElement body)
    {
        var (user, result) = ("", (string?)null);
        var segments = new List<string> { Json.Raw(body, "tools", "") };
        foreach (var message in body.Items("messages"))
        {
            segments.Add(message.GetRawText());
            switch (message.Text("role"))
            {
                case "user": (user, result) = (Text(message), null); break;
                case "tool" or "function": result = Text(message); break;
            }
        }
        var model = body.Text("model") ?? "";
        var format = body.Child("response_format");
        return new Prompt
        {
            Model = model,
            LastUserText = user,
            ToolResult = result,
            Tools = Tools(body),
            ToolRequired = body.Text("tool_choice") == "required",
            ForcedTool = ForcedTool(body),
            ParallelTools = body.Child("parallel_tool_calls")?.ValueKind != JsonValueKind.False,
            Segments = segments,
            MaxTokens = body.Int("max_completion_tokens", "max_tokens"),
            StopSequences = Stops(body),
            WantsReasoning = Reasons(model),
            ResponseSchema = format?.Child("json_schema")?.Child("schema"),
            JsonText = format?.Text("type") == "json_object",
        };
    }

    public static IReadOnlyList<string> Stops(JsonElement body) =>
        body.Text("stop") is { } one ? [one] : body.Items("stop").Select(item => item.GetString() ?? "").ToList();

    public static bool Reasons(string model) =>
        model.Contains("reason", StringComparison.OrdinalIgnoreCase)
        || model.Contains("think", StringComparison.OrdinalIgnoreCase)
        || model.Contains("-r1", StringComparison.OrdinalIgnoreCase);

    private static string Text(JsonElement message) =>
        message.Text("content") ?? message.Items("content").Select(part => part.Text("text")).OfType<string>().LastOrDefault() ?? "";

    private static List<ToolSpec> Tools(JsonElement body) =>
        body.Text("tool_choice") == "none" ? [] : body.Items("tools").Select(Tool).OfType<ToolSpec>().ToList();

    private static ToolSpec? Tool(JsonElement tool)
    {
        if (tool.Child("custom") is { } custom)
        {
            return new ToolSpec(custom.Text("name") ?? "", null) { Custom = true };
        }
        return tool.Child("function") is { } function ? new ToolSpec(function.Text("name") ?? "", function.Child("parameters")) : null;
    }

    private static string? ForcedTool(JsonElement body)
    {
        var choice = body.Child("tool_choice");
        return (choice?.Child("function") ?? choice?.Child("custom"))?.Text("name");
    }
}
