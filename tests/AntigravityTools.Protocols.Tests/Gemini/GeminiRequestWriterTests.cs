using System.Text.Json;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Testing;

namespace AntigravityTools.Protocols.Tests.Gemini;

public sealed class GeminiRequestWriterTests
{
    private static readonly Part.Media Picture = new(MediaKind.Image, "image/jpg") { Base64 = "iVBORw0KGgoAAAA=", Detail = "high" };

    private static ChatRequest Full => new()
    {
        Model = "m",
        Messages =
        [
            GeminiRoom.Say(Role.System, new Part.Text("Be brief.") { CacheHint = true }, new Part.Text("Be kind.")),
            GeminiRoom.Say(Role.Assistant, new Part.Text("Hello.")),
            GeminiRoom.Say(Role.User, new Part.Text(""), new Part.Text("Look"), Picture),
            GeminiRoom.Say(Role.System, new Part.Text("Now in French.")),
            GeminiRoom.Say(Role.Assistant, new Part.Reasoning("hm", "c2ln"), new Part.ToolCall("c1", "read file", GeminiRoom.Raw("{\n \"n\" : 1.0 }")),
                new Part.ToolCall("c2", "run", GeminiRoom.Raw("\"ls\\n\"")) { Custom = true }, new Part.ToolCall("c3", "list", GeminiRoom.Raw("{\"a\":")) { Namespace = "fs" }),
            GeminiRoom.Say(Role.Tool, new Part.ToolResult("c1", [new Part.Text("{\"rows\":[1]}"), Picture]), new Part.ToolResult("c2", [new Part.Text("no")], IsError: true),
                new Part.ToolResult("c3", [new Part.Text("a"), new Part.Text("b")])),
            GeminiRoom.Say(Role.User, new Part.Media(MediaKind.Document, null) { PlainText = "body", Name = "notes" }),
            GeminiRoom.Say(Role.Assistant, new Part.Reasoning("why", null), new Part.Refusal("No."), new Part.ToolCall("c4", "read file", GeminiRoom.Raw(""))),
            GeminiRoom.Say(Role.Tool, new Part.ToolResult("c4", [Picture])),
        ],
        Tools =
        [
            new() { Name = "read file", Description = "reads", Parameters = GeminiRoom.Raw("{\"$schema\":\"x\",\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\",\"exclusiveMinimum\":0}},\"additionalProperties\":false}"), Strict = true },
            new() { Name = "run", Kind = ToolKind.Custom, Format = GeminiRoom.Raw("{\"type\":\"grammar\"}") },
            new() { Name = "list", Namespace = "fs" },
            new() { Name = "web_search", Kind = ToolKind.WebSearch, AllowedDomains = ["a.b"] },
        ],
        ToolChoice = new(ToolChoiceMode.AllowedRequired, ["read file", "list"]),
        ParallelToolCalls = false,
        Sampling = new()
        {
            MaxOutputTokens = 200_000, Temperature = 0.5, TopP = 0.9, TopK = 40, StopSequences = ["1", "2", "3", "4", "5", "6"], Candidates = 2, PresencePenalty = 1, Seed = 1L << 40,
            Logprobs = true, TopLogprobs = 3,
        },
        Reasoning = new() { Effort = Effort.XHigh },
        OutputFormat = new() { Schema = GeminiRoom.Raw("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":[\"string\",\"null\"]}},\"required\":[\"a\"]}") },
        User = "u", ServiceTier = "flex",
        Extras = new(Protocol.OpenAIChat, [new("logit_bias", GeminiRoom.Raw("{}"))]),
    };

    [Theory]
    [InlineData("gemini-3.1-pro-preview", "gemini", "request.model-gemini3.json")]
    [InlineData("gemini-2.5-pro", "vertex", "request.model-gemini25.json")]
    [InlineData("gemini-2.0-flash", "gemini", "request.model-gemini20.json")]
    public void FullRequest_IsWrittenAsTheModelTakesIt(string model, string provider, string golden) =>
        GoldenFile.Equal(golden, GeminiRoom.Show(GeminiRoom.Write(Full, new() { Provider = provider, Model = model })));

    [Fact]
    public void Renames_ComeBackInTheMap()
    {
        var names = GeminiRoom.Write(Full).Result.ToolNames.Aliases.Values.OrderBy(static alias => alias.Name, StringComparer.Ordinal);

        Assert.Equal([new("list", "fs", false), new("read file", null, false), new("run", null, true)], names);
    }

    [Theory]
    [InlineData("gemini-3.1-pro-preview", true)]
    [InlineData("gemini-2.5-pro", false)]
    public void LostSignature_IsSaidOfTheFirstCallOnly(string model, bool marked)
    {
        var call = new Part.ToolCall("a", "f", GeminiRoom.Raw("{}"));
        var request = GeminiRoom.Request(GeminiRoom.Say(Role.User, new Part.Text("x")), GeminiRoom.Say(Role.Assistant, call, call with { Id = "b" }));
        var parts = GeminiRoom.Write(request, GeminiRoom.Third with { Model = model }).Json.GetProperty("contents")[1].GetProperty("parts");

        Assert.Equal(marked ? "skip_thought_signature_validator" : null, parts[0].TryGetProperty("thoughtSignature", out var mark) ? mark.GetString() : null);
        Assert.False(parts[1].TryGetProperty("thoughtSignature", out _));
    }

    [Fact]
    public void SignatureWithNothingBehindIt_StandsOnAnEmptyText()
    {
        var request = GeminiRoom.Request(GeminiRoom.Say(Role.User, new Part.Text("x")), GeminiRoom.Say(Role.Assistant, new Part.Text("y"), new Part.Text("", "c2ln"), new Part.Reasoning(null, "dGg=")));
        var parts = GeminiRoom.Write(request).Json.GetProperty("contents")[1].GetProperty("parts").GetRawText();

        Assert.Equal("""[{"text":"y"},{"text":"","thoughtSignature":"c2ln"},{"text":"","thoughtSignature":"dGg="}]""", parts);
    }

    [Theory]
    [InlineData("gemini", true)]
    [InlineData("vertex", false)]
    public void Ids_GoWhereTheyAreTaken(string provider, bool sent)
    {
        var request = GeminiRoom.Request(GeminiRoom.Say(Role.User, new Part.Text("x")), GeminiRoom.Say(Role.Assistant, new Part.ToolCall("a", "f", GeminiRoom.Raw("{}"))),
            GeminiRoom.Say(Role.Tool, new Part.ToolResult("a", [new Part.Text("r")])));
        var contents = GeminiRoom.Write(request, GeminiRoom.Third with { Provider = provider }).Json.GetProperty("contents");

        Assert.Equal(sent, contents[1].GetProperty("parts")[0].GetProperty("functionCall").TryGetProperty("id", out _));
        Assert.Equal(sent, contents[2].GetProperty("parts")[0].GetProperty("functionResponse").TryGetProperty("id", out _));
        Assert.Equal("f", contents[2].GetProperty("parts")[0].GetProperty("functionResponse").GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("gemini-2.5-flash", Effort.Medium, null, """{"includeThoughts":true,"thinkingBudget":8192}""", false)]
    [InlineData("gemini-2.5-flash", Effort.None, null, """{"thinkingBudget":0}""", false)]
    [InlineData("gemini-2.5-flash", null, 100_000L, """{"includeThoughts":true,"thinkingBudget":24576}""", true)]
    [InlineData("gemini-2.5-flash", null, -1L, """{"includeThoughts":true,"thinkingBudget":-1}""", false)]
    [InlineData("gemini-2.5-flash-lite", Effort.Low, null, """{"includeThoughts":true,"thinkingBudget":1024}""", false)]
    [InlineData("gemini-2.5-pro", Effort.None, null, """{"thinkingBudget":128}""", true)]
    [InlineData("gemini-2.5-pro", Effort.Max, null, """{"includeThoughts":true,"thinkingBudget":32768}""", false)]
    [InlineData("models/gemini-3-pro-preview", Effort.Medium, null, """{"includeThoughts":true,"thinkingLevel":"HIGH"}""", true)]
    [InlineData("gemini-3-flash-preview", Effort.Minimal, null, """{"includeThoughts":true,"thinkingLevel":"MINIMAL"}""", false)]
    [InlineData("gemini-3.7-flash", Effort.Minimal, null, """{"includeThoughts":true,"thinkingLevel":"LOW"}""", true)]
    [InlineData("gemini-3.8-flash", null, 9000L, """{"includeThoughts":true,"thinkingLevel":"HIGH"}""", false)]
    [InlineData("gemini-3.8-flash", Effort.Max, null, """{"includeThoughts":true,"thinkingLevel":"HIGH"}""", false)]
    [InlineData("gemini-3.8-flash", null, -1L, """{"includeThoughts":true}""", false)]
    [InlineData("gemini-2.0-flash", Effort.High, null, null, true)]
    [InlineData("gemini-2.0-flash", Effort.None, null, null, false)]
    public void Thinking_IsABudgetOrALevelNeverBoth(string model, Effort? effort, long? budget, string? expected, bool loses)
    {
        var request = GeminiRoom.Request(GeminiRoom.Say(Role.User, new Part.Text("x"))) with { Reasoning = new() { Effort = effort, BudgetTokens = budget } };
        var (json, result) = GeminiRoom.Write(request, GeminiRoom.Third with { Model = model });

        Assert.Equal(expected, json.TryGetProperty("generationConfig", out var config) ? config.GetProperty("thinkingConfig").GetRawText() : null);
        Assert.Equal(loses, !result.Loss.IsEmpty);
    }

    [Fact]
    public void StrictTools_AreHeldToTheirSchemaWhereTheModelCan()
    {
        var request = GeminiRoom.Request(GeminiRoom.Say(Role.User, new Part.Text("x"))) with { Tools = [new() { Name = "f", Strict = true }] };

        Assert.Equal("""{"functionCallingConfig":{"mode":"VALIDATED"}}""", GeminiRoom.Write(request).Json.GetProperty("toolConfig").GetRawText());
        var (json, result) = GeminiRoom.Write(request, GeminiRoom.Second);
        Assert.False(json.TryGetProperty("toolConfig", out _));
        Assert.Equal("tools.strict", Assert.Single(result.Loss.Items).Field);
    }

    [Fact]
    public void AllowList_IsNamesOrAFilter()
    {
        var request = GeminiRoom.Request(GeminiRoom.Say(Role.User, new Part.Text("x"))) with
        {
            Tools = [new() { Name = "f" }, new() { Name = "g" }], ToolChoice = new(ToolChoiceMode.Allowed, ["g"]),
        };

        Assert.Equal("""{"mode":"VALIDATED","allowedFunctionNames":["g"]}""", GeminiRoom.Write(request).Json.GetProperty("toolConfig").GetProperty("functionCallingConfig").GetRawText());
        Assert.Equal("""[{"functionDeclarations":[{"name":"g"}]}]""", GeminiRoom.Write(request, GeminiRoom.Second).Json.GetProperty("tools").GetRawText());
    }

    [Fact]
    public void HostedTools_AreMappedOrRefused()
    {
        var request = GeminiRoom.Request(GeminiRoom.Say(Role.User, new Part.Text("x"))) with
        {
            Tools = [new() { Name = "s", Kind = ToolKind.WebSearch }, new() { Name = "f", Kind = ToolKind.WebFetch }, new() { Name = "c", Kind = ToolKind.CodeExecution }],
        };
        var alien = request with { Tools = [new() { Name = "computer", Kind = ToolKind.Hosted, Native = new(Protocol.OpenAIResponses, GeminiRoom.Raw("{}")) }] };

        Assert.Equal("""[{"googleSearch":{}},{"urlContext":{}},{"codeExecution":{}}]""", GeminiRoom.Write(request, GeminiRoom.Second).Json.GetProperty("tools").GetRawText());
        Assert.Equal((FaultKind.Unsupported, "tools"), (GeminiRoom.Refuse(alien)!.Kind, GeminiRoom.Refuse(alien)!.Param));
    }

    [Fact]
    public void ForeignFile_IsRefusedAndOwnOneSent()
    {
        ChatRequest With(string file) => GeminiRoom.Request(GeminiRoom.Say(Role.User, new Part.Media(MediaKind.Image, "image/png") { FileId = file }));

        Assert.Equal((FaultKind.Unsupported, "messages[0]"), (GeminiRoom.Refuse(With("file-abc"))!.Kind, GeminiRoom.Refuse(With("file-abc"))!.Param));
        Assert.Contains("\"fileUri\":\"files/x\"", GeminiRoom.Write(With("files/x")).Json.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://example.com/a.png", true)]
    [InlineData("gs://bucket/a.png", false)]
    [InlineData("https://www.youtube.com/watch?v=1", false)]
    [InlineData("https://generativelanguage.googleapis.com/v1beta/files/x", false)]
    public void FarMedia_IsInlinedUnlessGoogleOpensIt(string address, bool inlined) =>
        Assert.Equal(inlined, new Protocols.Gemini.GeminiTranslator().MustInline(new(MediaKind.Image, null) { Address = address }, GeminiRoom.Third));

    [Fact]
    public void CachedContent_TravelsAlone()
    {
        var request = GeminiRoom.Read("""{"cachedContent":"cachedContents/1","systemInstruction":{"parts":[{"text":"s"}]},"contents":[{"parts":[{"text":"x"}]}],"tools":[{"functionDeclarations":[{"name":"f"}]}]}""");
        var (json, result) = GeminiRoom.Write(request);

        Assert.Equal(["contents", "cachedContent"], json.EnumerateObject().Select(static member => member.Name));
        Assert.Single(result.Loss.Items);
    }

    [Fact]
    public void OnlySystem_GetsAUserTurn()
    {
        var json = GeminiRoom.Write(GeminiRoom.Request(GeminiRoom.Say(Role.System, new Part.Text("s")))).Json;

        Assert.Equal("""[{"role":"user","parts":[{"text":"(no message)"}]}]""", json.GetProperty("contents").GetRawText());
    }

    [Fact]
    public void JsonWithoutSchema_IsAMimeType()
    {
        var request = GeminiRoom.Request(GeminiRoom.Say(Role.User, new Part.Text("x"))) with { OutputFormat = new() };

        Assert.Equal("""{"responseMimeType":"application/json"}""", GeminiRoom.Write(request, GeminiRoom.Second).Json.GetProperty("generationConfig").GetRawText());
    }

    [Fact]
    public void BrokenSchemaText_IsRefusedNotThrown()
    {
        var request = GeminiRoom.Request(GeminiRoom.Say(Role.User, new Part.Text("x"))) with
        {
            Tools = [new() { Name = "f", Parameters = GeminiRoom.Raw("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\",\"description\":\"\\ud800\"}}}") }],
        };

        Assert.Equal(FaultKind.InvalidRequest, GeminiRoom.Refuse(request, GeminiRoom.Old)!.Kind);
        Assert.Equal(JsonValueKind.Object, GeminiRoom.Write(request).Json.ValueKind);
    }
}
