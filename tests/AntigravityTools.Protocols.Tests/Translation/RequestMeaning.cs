using System.Text.Json;
using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Tests.Translation;

/// <summary>What a request says, free of how a protocol cuts it into messages and parts.</summary>
internal static class RequestMeaning
{
    /// <summary>The lines; settings begin with their name and a colon.</summary>
    internal static List<string> Of(ChatRequest request)
    {
        var lines = new List<string>();
        var ids = new List<string>();
        foreach (var message in request.Messages)
        {
            foreach (var part in message.Parts)
            {
                Add(lines, LineOf(message.Role, part, ids));
            }
        }

        lines.AddRange(request.Tools.Select(static tool => $"tool {tool.Name} {tool.Description} {Canonical(tool.Parameters)}"));
        // Nobody who says nothing means anything else than "auto".
        lines.Add($"tool_choice: {request.ToolChoice?.Mode ?? ToolChoiceMode.Auto} {(request.ToolChoice is { } choice ? string.Join(",", choice.Names) : "")}");
        if (request.ToolChoice?.Mode != ToolChoiceMode.None)
        {
            lines.Add($"parallel_tool_calls: {request.ParallelToolCalls ?? true}");
        }

        lines.Add($"max_tokens: {request.Sampling.MaxOutputTokens}");
        lines.Add($"reasoning: {request.Reasoning?.Effort}");
        lines.Add($"response_format: {(request.OutputFormat is { } format ? Canonical(format.Schema) : "")}");
        return lines;
    }

    // Texts of one speaker are one text, however it is cut.
    private static void Add(List<string> lines, string line)
    {
        var mark = line.IndexOf(" says ", StringComparison.Ordinal);
        if (mark > 0 && lines.Count > 0 && lines[^1].StartsWith(line[..(mark + 6)], StringComparison.Ordinal))
        {
            // Some protocols keep the texts of the instructions apart by a blank line.
            lines[^1] += (line.StartsWith(nameof(Role.System), StringComparison.Ordinal) ? "\n\n" : "") + line[(mark + 6)..];
        }
        else
        {
            lines.Add(line);
        }
    }

    private static string LineOf(Role role, Part part, List<string> ids)
    {
        switch (part)
        {
            case Part.Text text:
                return $"{role} says {text.Value}";
            case Part.Media media:
                return $"{role} shows {media.Kind} {media.MediaType} {media.Base64}";
            case Part.ToolCall call:
                ids.Add(call.Id);
                return $"call {ids.Count - 1} {call.Name} {call.Arguments}";
            case Part.ToolResult result:
                var text2 = string.Concat(result.Content.OfType<Part.Text>().Select(static said => said.Value));
                // Where a protocol has no flag, the text says it.
                return $"result {ids.IndexOf(result.CallId)} {(result.IsError && !text2.StartsWith("Error: ", StringComparison.Ordinal) ? "Error: " : "")}{text2}";
            default:
                return $"{role} {part}";
        }
    }

    private static string Canonical(RawJson json)
    {
        if (json.IsAbsent)
        {
            return "";
        }

        using var document = JsonDocument.Parse(json.Utf8);
        return JsonSerializer.Serialize(document.RootElement);
    }
}
