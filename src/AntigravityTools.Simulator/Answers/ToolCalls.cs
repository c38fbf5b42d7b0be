using System.Text.Json;
using AntigravityTools.Simulator.Hosting;
using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Simulator.Answers;

/// <summary>Decides which tools to call and with what.</summary>
internal static class ToolCalls
{
    private const string DefaultArgument = "echo hi";

    public static IReadOnlyList<AnswerToolCall> Choose(Prompt prompt)
    {
        if (prompt.Tools.Count == 0 || prompt.ToolResult is not null)
        {
            return [];
        }
        var words = Words(prompt.LastUserText);
        var named = prompt.Tools.Where(tool => words.Contains(tool.Name, StringComparer.OrdinalIgnoreCase)).ToList();
        if (prompt.ForcedTool is { } forced)
        {
            named = prompt.Tools.Where(tool => tool.Name == forced).Take(1).ToList();
        }
        else if (named.Count == 0 && (prompt.ToolRequired || AsksForTool(prompt.LastUserText, words)))
        {
            named = [prompt.Tools.FirstOrDefault(TakesCommand) ?? prompt.Tools[0]];
        }
        return named.Take(prompt.ParallelTools ? 4 : 1).Select(tool => Call(tool, words)).ToList();
    }

    private static bool AsksForTool(string text, List<string> words) =>
        text.Contains("use a tool", StringComparison.OrdinalIgnoreCase)
        || words.Contains("call", StringComparer.OrdinalIgnoreCase)
        || words.Contains("run", StringComparer.OrdinalIgnoreCase);

    private static bool TakesCommand(ToolSpec tool) => tool.Schema?.Child("properties")?.Child("command", "cmd") is not null;

    private static AnswerToolCall Call(ToolSpec tool, List<string> words)
    {
        var at = words.FindIndex(word => word.Equals(tool.Name, StringComparison.OrdinalIgnoreCase));
        var argument = at >= 0 && at + 1 < words.Count ? words[at + 1] : DefaultArgument;
        var arguments = tool switch
        {
            { Custom: true } => argument,
            { Schema: { } schema } => SchemaInstance.Write(schema, requiredOnly: true, argument),
            _ => $$"""{"command":{{Json.Quote(DefaultArgument)}}}""",
        };
        return new AnswerToolCall(tool.Name, arguments) { Namespace = tool.Namespace, Custom = tool.Custom };
    }

    /// <summary>Words with the punctuation inside them, so that <c>a.txt</c> and <c>get_weather</c> stay whole.</summary>
    private static List<string> Words(string text) =>
        text.Split([' ', '\t', '\r', '\n', '(', ')', '"', '\'', '`', ','], StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.Trim('.', ':', ';', '!', '?')).Where(word => word.Length > 0).ToList();
}
