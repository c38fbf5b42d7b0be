using System.Text.Json;
using AntigravityTools.Simulator.Answers;
using AntigravityTools.Simulator.Hosting;

namespace AntigravityTools.Simulator.Anthropic;

/// <summary>Reads a Messages request.</summary>
internal static class AnthropicPromptReader
{
    public static Prompt Read(JsonElement body)
    {
        var (user, result) = ("", (string?)null);
        var segments = new List<string> { Json.Raw(body, "tools", ""), Json.Raw(body, "system", "") };
        foreach (var message in body.Items("messages"))
        {
            segments.Add(message.GetRawText());
            if (message.Text("role") == "user")
            {
                ReadUser(message, ref user, ref result);
            }
        }
        var choice = body.Child("tool_choice");
        return new Prompt
        {
            Model = body.Text("model") ?? "",
            LastUserText = user,
            ToolResult = result,
            Tools = choice?.Text("type") == "none" ? [] : body.Items("tools").Select(Tool).OfType<ToolSpec>().ToList(),
            ToolRequired = choice?.Text("type") is "any",
            ForcedTool = choice?.Text("type") == "tool" ? choice?.Text("name") : null,
            ParallelTools = choice?.IsTrue("disable_parallel_tool_use") != true,
            Segments = segments,
            MaxTokens = body.Int("max_tokens"),
            StopSequences = body.Items("stop_sequences").Select(item => item.GetString() ?? "").ToList(),
            WantsReasoning = body.Child("thinking")?.Text("type") is "enabled" or "adaptive" or "between_tools",
            ResponseSchema = body.Child("output_config")?.Child("format")?.Child("schema") ?? body.Child("output_format")?.Child("schema"),
            Caches = segments.Any(segment => segment.Contains("\"cache_control\"", StringComparison.Ordinal)) || body.Child("cache_control") is not null,
        };
    }

    private static void ReadUser(JsonElement message, ref string user, ref string? result)
    {
        if (message.Text("content") is { } plain)
        {
            (user, result) = (plain, null);
            return;
        }
        var blocks = message.Items("content").ToList();
        var results = blocks.Where(block => block.Text("type") == "tool_result").ToList();
        var text = blocks.Select(block => block.Text("type") == "text" ? block.Text("text") : null).OfType<string>().LastOrDefault();
        // A turn with tool results continues the earlier request; text beside them is a note to it.
        if (results.Count > 0)
        {
            result = ResultText(results[^1]);
        }
        else if (text is not null)
        {
            (user, result) = (text, null);
        }
    }

    private static string ResultText(JsonElement block) =>
        block.Text("content") ?? block.Items("content").Select(part => part.Text("text")).OfType<string>().LastOrDefault() ?? "";

    private static ToolSpec? Tool(JsonElement tool)
    {
        var name = tool.Text("name") ?? "";
        if (tool.Child("input_schema") is { } schema)
        {
            return tool.IsTrue("defer_loading") ? null : new ToolSpec(name, schema);
        }
        // Of Anthropic's typed tools only the shell takes a command; server tools run at the provider.
        return tool.Text("type")?.StartsWith("bash_", StringComparison.Ordinal) == true ? new ToolSpec(name, null) : null;
    }
}
