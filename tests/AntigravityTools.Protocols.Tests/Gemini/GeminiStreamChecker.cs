using System.Text.Json;

namespace AntigravityTools.Protocols.Tests.Gemini;

/// <summary>
/// Holds a written stream to what Google's SDK reads and Google's API sends (protocols.md §1.5): frames of one data line ended by CRLF CRLF,
/// parts of one kind each, whole calls, one finish reason per candidate in the last chunk, usage there too.
/// </summary>
internal static class GeminiStreamChecker
{
    private static readonly string[] Kinds = ["text", "inlineData", "fileData", "functionCall"];

    /// <summary>The chunks of a stream that ended in order.</summary>
    internal static List<JsonElement> Check(string stream)
    {
        Assert.EndsWith("\r\n\r\n", stream, StringComparison.Ordinal);
        var frames = stream[..^4].Split("\r\n\r\n");
        Assert.All(frames, static frame => Assert.True(frame.StartsWith("data: {", StringComparison.Ordinal) && !frame.Contains('\n') && !frame.Contains('\r'), frame));
        return CheckChunks(frames.Select(static frame => Parse(frame["data: ".Length..])).ToList());
    }

    /// <summary>The chunks of the array form.</summary>
    internal static List<JsonElement> CheckArray(string stream) => CheckChunks(Parse(stream).EnumerateArray().ToList());

    internal static List<JsonElement> CheckChunks(List<JsonElement> chunks)
    {
        for (var i = 0; i < chunks.Count; i++)
        {
            var isLast = i == chunks.Count - 1;
            Assert.Equal(("modelVersion", "responseId"), (Name(chunks[i], "modelVersion"), Name(chunks[i], "responseId")));
            Assert.True(isLast || !chunks[i].TryGetProperty("usageMetadata", out _));
            foreach (var candidate in chunks[i].GetProperty("candidates").EnumerateArray())
            {
                Assert.Equal("model", candidate.GetProperty("content").GetProperty("role").GetString());
                Assert.Equal(JsonValueKind.Number, candidate.GetProperty("index").ValueKind);
                Assert.Equal(isLast, candidate.TryGetProperty("finishReason", out _));
                Assert.True(isLast || !candidate.TryGetProperty("groundingMetadata", out _));
                Assert.All(candidate.GetProperty("content").GetProperty("parts").EnumerateArray(), CheckPart);
            }
        }

        return chunks;
    }

    /// <summary>All parts of one candidate, in order.</summary>
    internal static List<JsonElement> Parts(IEnumerable<JsonElement> chunks, int candidate = 0) => chunks
        .SelectMany(static chunk => chunk.GetProperty("candidates").EnumerateArray())
        .Where(one => one.GetProperty("index").GetInt32() == candidate)
        .SelectMany(static one => one.GetProperty("content").GetProperty("parts").EnumerateArray())
        .ToList();

    /// <summary>The visible text.</summary>
    internal static string Text(IEnumerable<JsonElement> parts) => string.Concat(parts
        .Where(static part => part.TryGetProperty("text", out _) && !part.TryGetProperty("thought", out _)).Select(static part => part.GetProperty("text").GetString()));

    private static void CheckPart(JsonElement part)
    {
        Assert.Single(part.EnumerateObject(), static member => Kinds.Contains(member.Name));
        Assert.All(part.EnumerateObject(), static member => Assert.True(Kinds.Contains(member.Name) || member.Name is "thought" or "thoughtSignature", member.Name));
        if (part.TryGetProperty("functionCall", out var call))
        {
            Assert.Equal(JsonValueKind.Object, call.GetProperty("args").ValueKind);
            Assert.NotNull(call.GetProperty("name").GetString());
            Assert.False(call.TryGetProperty("willContinue", out _) || call.TryGetProperty("partialArgs", out _));
        }
    }

    private static string Name(JsonElement chunk, string member) => chunk.GetProperty(member).ValueKind == JsonValueKind.String ? member : "none";

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
