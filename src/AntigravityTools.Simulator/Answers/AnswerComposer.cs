using AntigravityTools.Simulator.Scripting;

namespace AntigravityTools.Simulator.Answers;

/// <summary>Decides what the model says: the same prompt always gets the same answer.</summary>
internal static class AnswerComposer
{
    private const int QuotedLength = 200;
    private const string Thought = "The user wrote something, so a short and friendly answer fits — nicht mehr, nicht weniger.";

    public static Answer Compose(Prompt prompt)
    {
        var answer = new Answer { Reasoning = prompt.WantsReasoning ? Thought : null };
        var calls = ToolCalls.Choose(prompt);
        return calls.Count > 0
            ? answer with { Text = null, ToolCalls = calls }
            : Limit(answer with { Text = Text(prompt) }, prompt);
    }

    private static string Text(Prompt prompt)
    {
        if (prompt.ResponseSchema is { } schema)
        {
            return SchemaInstance.Write(schema, requiredOnly: false, "text");
        }
        if (prompt.JsonText)
        {
            return $$"""{"answer":{{Hosting.Json.Quote(Cut(prompt.LastUserText))}}}""";
        }
        return prompt.ToolResult is { } result
            ? $"The tool answered: \"{Cut(result)}\". Done ✓"
            : $"Hello from the simulator: you said \"{Cut(prompt.LastUserText)}\". Grüße, 你好 👋";
    }

    private static Answer Limit(Answer answer, Prompt prompt)
    {
        var text = answer.Text ?? "";
        foreach (var sequence in prompt.StopSequences)
        {
            var at = sequence.Length == 0 ? -1 : text.IndexOf(sequence, StringComparison.Ordinal);
            if (at >= 0)
            {
                return answer with { Text = text[..at], Stop = AnswerStop.StopSequence, StopSequence = sequence };
            }
        }
        if (prompt.MaxTokens is not { } limit || TokenCount.Of(text) <= limit)
        {
            return answer;
        }
        while (TokenCount.Of(text) > limit)
        {
            text = text[..^(char.IsLowSurrogate(text[^1]) ? 2 : 1)];
        }
        return answer with { Text = text, Stop = AnswerStop.MaxTokens };
    }

    private static string Cut(string text)
    {
        if (text.Length <= QuotedLength)
        {
            return text;
        }
        return text[..(char.IsHighSurrogate(text[QuotedLength - 1]) ? QuotedLength - 1 : QuotedLength)];
    }
}
