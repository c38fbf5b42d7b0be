using System.Text.Json;
using AntigravityTools.Simulator.Answers;
using AntigravityTools.Simulator.Hosting;

namespace AntigravityTools.Simulator.Gemini;

/// <summary>Reads a generateContent request; like Google's parser it takes camelCase and snake_case.</summary>
internal static class GeminiPromptReader
{
    public static Prompt Read(JsonElement body, string model)
    {
        var (user, result) = ("", (string?)null);
        var segments = new List<string> { Json.Raw(body, "tools", ""), Instruction(body)?.GetRawText() ?? "" };
        foreach (var content in body.Items("contents"))
        {
            segments.Add(content.GetRawText());
            if (content.Text("role") is null or "user" or "function")
            {
                ReadUser(content, ref user, ref result);
            }
        }
        var config = body.Child("generationConfig", "generation_config");
        var calling = body.Child("toolConfig", "tool_config")?.Child("functionCallingConfig", "function_calling_config");
        var mode = calling?.Text("mode")?.ToUpperInvariant();
        var allowed = calling?.Items("allowedFunctionNames", "allowed_function_names").Select(name => name.GetString()).ToList() ?? [];
        return new Prompt
        {
            Model = model,
            LastUserText = user,
            ToolResult = result,
            Tools = mode == "NONE" ? [] : body.Items("tools").SelectMany(Tools).Where(tool => allowed.Count == 0 || allowed.Contains(tool.Name)).ToList(),
            ToolRequired = mode == "ANY",
            Segments = segments,
            MaxTokens = config?.Int("maxOutputTokens", "max_output_tokens"),
            StopSequences = config?.Items("stopSequences", "stop_sequences").Select(item => item.GetString() ?? "").ToList() ?? [],
            WantsReasoning = Thinks(config),
            ResponseSchema = config?.Child("responseJsonSchema", "responseSchema", "response_json_schema", "response_schema"),
            JsonText = config?.Text("responseMimeType", "response_mime_type") == "application/json",
        };
    }

    public static JsonElement? Instruction(JsonElement body) => body.Child("systemInstruction", "system_instruction");

    private static bool Thinks(JsonElement? config) =>
        config?.Child("thinkingConfig", "thinking_config") is { } thinking
        && (thinking.IsTrue("includeThoughts") || thinking.IsTrue("include_thoughts"))
        && thinking.Int("thinkingBudget", "thinking_budget") != 0;

    private static void ReadUser(JsonElement content, ref string user, ref string? result)
    {
        var parts = content.Items("parts").ToList();
        var responses = parts.Select(part => part.Child("functionResponse", "function_response")).OfType<JsonElement>().ToList();
        var text = parts.Select(part => part.Text("text")).OfType<string>().LastOrDefault();
        if (responses.Count > 0)
        {
            var response = responses[^1].Child("response");
            result = response?.Text("output", "result", "error") ?? response?.GetRawText() ?? "";
        }
        else if (text is not null)
        {
            (user, result) = (Heard(parts) + text, null);
        }
    }

    /// <summary>What came to be listened to, so that an answer shows it arrived.</summary>
    private static string Heard(List<JsonElement> parts) => string.Concat(parts
        .Select(part => part.Child("inlineData", "inline_data"))
        .Where(data => data?.Text("mimeType", "mime_type")?.StartsWith("audio/", StringComparison.Ordinal) == true)
        .Select(data => $"[{data!.Value.GetProperty("data").GetBytesFromBase64().Length} bytes of {data.Value.Text("mimeType", "mime_type")}] "));

    private static IEnumerable<ToolSpec> Tools(JsonElement tool) =>
        tool.Items("functionDeclarations", "function_declarations").Select(function => new ToolSpec(
            function.Text("name") ?? "",
            function.Child("parametersJsonSchema", "parameters", "parameters_json_schema") ?? EmptyObject()));

    private static JsonElement EmptyObject()
    {
        using var document = JsonDocument.Parse("""{"type":"object"}""");
        return document.RootElement.Clone();
    }
}
