using System.Text;
using System.Text.Json;

namespace AntigravityTools.Ui.Pages.Monitor;

/// <summary>What a model said, taken out of an answer in any of the four protocols, streamed or whole. The body beside it stays the truth.</summary>
public static class AnswerText
{
    private const int Most = 16 << 10;
    private const string Data = "data:";

    /// <summary>The words; null where the answer has none, such as an error or a tool call alone.</summary>
    public static string? Read(string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var said = new StringBuilder();
        foreach (var json in Documents(body))
        {
            try
            {
                using var document = JsonDocument.Parse(json);
                Collect(document.RootElement, said);
            }
            catch (Exception error) when (error is JsonException or InvalidOperationException)
            {
                // The end of a body that was cut off, or half a character: what came before stands.
            }
        }

        return said.Length == 0 ? null : said.Length > Most ? said.ToString(0, Most) + "…" : said.ToString();
    }

    private static IEnumerable<string> Documents(string body) => body.AsSpan().TrimStart() is ['{' or '[', ..]
        ? [body]
        : body.Split('\n').Where(line => line.StartsWith(Data, StringComparison.Ordinal)).Select(line => line[Data.Length..]);

    private static void Collect(JsonElement answer, StringBuilder said)
    {
        if (answer.ValueKind is JsonValueKind.Array)
        {
            foreach (var part in answer.EnumerateArray())
            {
                Collect(part, said);
            }
        }
        else if (answer.ValueKind is JsonValueKind.Object)
        {
            CollectOpenAI(answer, said);
            CollectAnthropic(answer, said);
            CollectGemini(answer, said);
        }
    }

    // Chat: choices with a message or a delta. Responses: output items, or a delta that is a string.
    private static void CollectOpenAI(JsonElement answer, StringBuilder said)
    {
        foreach (var choice in Items(answer, "choices"))
        {
            said.Append(Text(choice, "text")).Append(Text(Part(choice, "message"), "content")).Append(Text(Part(choice, "delta"), "content"));
        }

        foreach (var part in Items(answer, "output").SelectMany(item => Items(item, "content")))
        {
            said.Append(Text(part, "text"));
        }

        if (Text(answer, "type") == "response.output_text.delta")
        {
            said.Append(Text(answer, "delta"));
        }
    }

    private static void CollectAnthropic(JsonElement answer, StringBuilder said)
    {
        foreach (var block in Items(answer, "content"))
        {
            said.Append(Text(block, "text"));
        }

        if (Text(answer, "type") == "content_block_delta")
        {
            said.Append(Text(Part(answer, "delta"), "text"));
        }
    }

    // A part that is a thought was not said.
    private static void CollectGemini(JsonElement answer, StringBuilder said)
    {
        foreach (var part in Items(answer, "candidates").SelectMany(candidate => Items(Part(candidate, "content"), "parts")))
        {
            if (Part(part, "thought").ValueKind is not JsonValueKind.True)
            {
                said.Append(Text(part, "text"));
            }
        }
    }

    private static JsonElement Part(JsonElement of, string name) => of.ValueKind is JsonValueKind.Object && of.TryGetProperty(name, out var value) ? value : default;

    private static string? Text(JsonElement of, string name) => Part(of, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static JsonElement.ArrayEnumerator Items(JsonElement of, string name) => Part(of, name) is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : default;
}
