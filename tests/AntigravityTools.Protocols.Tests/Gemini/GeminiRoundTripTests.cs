using System.Text.Json;
using AntigravityTools.Protocols.Model;
using CsCheck;

namespace AntigravityTools.Protocols.Tests.Gemini;

/// <summary>A request that goes in and out of the model says the same, and what the model has no word for survives in its place.</summary>
public sealed class GeminiRoundTripTests
{
    private static readonly string[] Pieces =
    [
        """{"role":"user","parts":[{"text":"hi","unknownOfPart":{"a":[1.0]}}],"unknownOfContent":true}""",
        """{"role":"user","parts":[{"inlineData":{"mimeType":"audio/wav","data":"AAAA"},"mediaResolution":{"level":"MEDIA_RESOLUTION_LOW"}},{"toolResponse":{"id":"x"}}]}""",
        """{"role":"user","parts":[{"fileData":{"mimeType":"video/mp4","fileUri":"https://youtu.be/x"},"videoMetadata":{"fps":1}}]}""",
        """{"role":"model","parts":[{"text":"so","thoughtSignature":"c2ln"},{"functionCall":{"id":"c1","name":"f","args":{"n":1.0,"s":"<é>"}},"thoughtSignature":"eA=="}]},{"role":"user","parts":[{"functionResponse":{"id":"c1","name":"f","response":{"output":"o"}},"scheduling":"SILENT"}]}""",
        """{"role":"model","parts":[{"executableCode":{"language":"PYTHON","code":"1"}},{"codeExecutionResult":{"outcome":"OUTCOME_OK","output":"1"}}]}""",
        """{"role":"model","parts":[{"text":"a"},{"text":"","thoughtSignature":"c2ln"}]}""",
    ];

    private static readonly string[] Settings =
    [
        "\"systemInstruction\":{\"parts\":[{\"text\":\"s\"}]}",
        "\"safetySettings\":[{\"category\":\"HARM_CATEGORY_HARASSMENT\",\"threshold\":\"OFF\"}]",
        "\"labels\":{\"team\":\"a\"},\"somethingNew\":[{\"x\":1e400}]",
        "\"generationConfig\":{\"temperature\":0.25,\"topK\":3,\"candidateCount\":2,\"stopSequences\":[\"x\"],\"speechConfig\":{\"a\":1},\"responseModalities\":[\"TEXT\"],\"thinkingConfig\":{\"includeThoughts\":true,\"thinkingLevel\":\"LOW\"}}",
        "\"tools\":[{\"functionDeclarations\":[{\"name\":\"f\",\"description\":\"d\",\"parametersJsonSchema\":{\"type\":\"object\",\"$defs\":{}},\"behavior\":\"BLOCKING\"}]}],\"toolConfig\":{\"functionCallingConfig\":{\"mode\":\"ANY\",\"newFlag\":1},\"retrievalConfig\":{\"languageCode\":\"de\"}}",
        "\"serviceTier\":\"flex\",\"store\":false,\"generation_config\":{\"responseMimeType\":\"text/x.enum\",\"responseJsonSchema\":{\"type\":\"string\",\"enum\":[\"a\"]}}",
    ];

    [Fact]
    public void Request_SurvivesTheModel() => Gen.Select(Gen.Int[0, Pieces.Length - 1].Array[1, 6], Gen.Int[0, 63]).Sample(static (contents, settings) =>
    {
        var members = Settings.Where((_, bit) => (settings & (1 << bit)) != 0).Prepend($"\"contents\":[{string.Join(',', contents.Select(static piece => Pieces[piece]))}]");
        var body = $"{{{string.Join(',', members)}}}";
        var once = GeminiRoom.Write(GeminiRoom.Read(body)).Json;
        var twice = GeminiRoom.Write(GeminiRoom.Read(once.GetRawText())).Json;

        Assert.Equal(once.GetRawText(), twice.GetRawText());
        using var before = JsonDocument.Parse(body);
        AssertHeld(before.RootElement, once, contents);
    });

    // Every leaf of the inbound body stands in the written one, as often at least; turns may be merged.
    private static void AssertHeld(JsonElement before, JsonElement after, int[] contents)
    {
        var left = Leaves(after).ToLookup(static leaf => leaf);
        foreach (var leaf in Leaves(before).GroupBy(static leaf => leaf))
        {
            // Neighbouring turns are one turn: fields of the content itself stand once.
            var least = leaf.Key is "unknownOfContent=true" || leaf.Key.StartsWith("role=", StringComparison.Ordinal) ? 1 : leaf.Count();
            Assert.True(left[leaf.Key].Count() >= least, $"{leaf.Key} of {string.Join(',', contents)} is missing in {after}");
        }
    }

    private static IEnumerable<string> Leaves(JsonElement json, string name = "") => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(static member => Leaves(member.Value, member.Name)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(element => Leaves(element, name)),
        _ => [$"{name}={json.GetRawText()}"],
    };
}
