using System.Text;
using System.Text.Json;

namespace AntigravityTools.Protocols.Tests.Translation;

/// <summary>Checks a stream against protocols.md §1.5, not against the writer: bare data frames, one part kind each, finish and usage last.</summary>
internal static class GeminiStreamChecker
{
    private static readonly string[] Kinds =
        ["text", "inlineData", "fileData", "functionCall", "functionResponse", "executableCode", "codeExecutionResult", "toolCall", "toolResponse"];

    /// <summary>Checks a whole stream; returns the first candidate's text without its thoughts.</summary>
    internal static string Check(string stream)
    {
        var (text, finished, end) = (new StringBuilder(), new HashSet<int>(), "");
        foreach (var frame in stream.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            Assert.True(end is not "error", "goes on behind its error");
            Assert.StartsWith("data: ", frame, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', frame);
            using var json = JsonDocument.Parse(frame[6..]);
            end = json.RootElement.TryGetProperty("error", out _) ? "error" : "chunk";
            if (json.RootElement.TryGetProperty("candidates", out var candidates))
            {
                foreach (var candidate in candidates.EnumerateArray())
                {
                    Take(candidate, finished, text);
                }
            }
        }

        Assert.True(end == "error" || finished.Count > 0, "no finishReason");
        return text.ToString();
    }

    private static void Take(JsonElement candidate, HashSet<int> finished, StringBuilder text)
    {
        var index = candidate.TryGetProperty("index", out var number) ? number.GetInt32() : 0;
        Assert.DoesNotContain(index, finished);
        if (candidate.TryGetProperty("content", out var content) && content.TryGetProperty("parts", out var parts))
        {
            Assert.Equal("model", content.GetProperty("role").GetString());
            foreach (var part in parts.EnumerateArray())
            {
                Assert.Single(Kinds, kind => part.TryGetProperty(kind, out _));
                if (part.TryGetProperty("functionCall", out var call))
                {
                    Assert.NotEmpty(call.GetProperty("name").GetString()!);
                    Assert.Equal(JsonValueKind.Object, call.GetProperty("args").ValueKind);
                }

                if (index == 0 && part.TryGetProperty("text", out var said) && !part.TryGetProperty("thought", out _))
                {
                    text.Append(said.GetString());
                }
            }
        }

        if (candidate.TryGetProperty("finishReason", out _))
        {
            finished.Add(index);
        }
    }
}
