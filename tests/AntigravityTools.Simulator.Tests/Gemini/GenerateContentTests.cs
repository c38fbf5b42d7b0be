using System.Net;
using System.Text.Json;

namespace AntigravityTools.Simulator.Tests.Gemini;

public sealed class GenerateContentTests : SimulatorTest
{
    private const string Hello = """{"contents":[{"role":"user","parts":[{"text":"say hi"}]}]}""";
    private const string Model = "/v1beta/models/gemini-3.8-flash";

    [Fact]
    public async Task EventStream_UsesCrlfAndEndsWithFinishReasonAndUsage()
    {
        var text = await TextAsync(Gemini(Hello, Model + ":streamGenerateContent?alt=sse"));
        Assert.EndsWith("\r\n\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("event:", text, StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", text, StringComparison.Ordinal);
        var chunks = Events(text);
        Assert.True(chunks.Count > 3);
        Assert.Equal("STOP", chunks[^1].Data.GetProperty("candidates")[0].GetProperty("finishReason").GetString());
        var usage = chunks[^1].Data.GetProperty("usageMetadata");
        Assert.Equal(usage.GetProperty("totalTokenCount").GetInt32(), usage.GetProperty("promptTokenCount").GetInt32() + usage.GetProperty("candidatesTokenCount").GetInt32());
    }

    [Fact]
    public async Task StreamWithoutAlt_IsOneJsonArray()
    {
        using var array = JsonDocument.Parse(await TextAsync(Gemini(Hello, "/v1/models/gemini-3.8-flash:streamGenerateContent")));
        Assert.Equal(JsonValueKind.Array, array.RootElement.ValueKind);
        Assert.True(array.RootElement.GetArrayLength() > 3);
    }

    [Fact]
    public async Task ToolRoundTrip_CarriesASignatureThatMustComeBack()
    {
        const string Tools = """[{"functionDeclarations":[{"name":"read_file","parametersJsonSchema":{"type":"object","properties":{"file_path":{"type":"string"}},"required":["file_path"]}}]}]""";
        var first = await JsonAsync(Gemini($$"""{"tools":{{Tools}},"contents":[{"role":"user","parts":[{"text":"read_file a.txt"}]}]}""", Model + ":generateContent"));
        var part = first.GetProperty("candidates")[0].GetProperty("content").GetProperty("parts")[0];
        Assert.Equal("""{"file_path":"a.txt"}""", part.GetProperty("functionCall").GetProperty("args").GetRawText());

        string Next(string call) => $$$"""
            {"tools":{{{Tools}}},"contents":[{"role":"user","parts":[{"text":"read_file a.txt"}]},{"role":"model","parts":[{{{call}}}]},
            {"role":"user","parts":[{"functionResponse":{"name":"read_file","response":{"output":"hello file"} }}]}]}
            """;
        var second = await JsonAsync(Gemini(Next(part.GetRawText()), Model + ":generateContent"));
        Assert.Contains("hello file", second.GetProperty("candidates")[0].GetProperty("content").GetProperty("parts")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        var unsigned = await JsonAsync(Gemini(Next("""{"functionCall":{"name":"read_file","args":{}}}"""), Model + ":generateContent"));
        Assert.Contains("missing a thought_signature", unsigned.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResponseSchema_IsAnsweredWithAnInstance()
    {
        var reply = await JsonAsync(Gemini("""
            {"contents":[{"role":"user","parts":[{"text":"route this"}]}],"generationConfig":{"responseMimeType":"application/json",
            "responseSchema":{"type":"OBJECT","properties":{"reasoning":{"type":"STRING"},"model_choice":{"type":"STRING","enum":["flash","pro"]}},"required":["reasoning","model_choice"]} }}
            """, Model + ":generateContent"));
        var text = reply.GetProperty("candidates")[0].GetProperty("content").GetProperty("parts")[0].GetProperty("text").GetString();
        Assert.Equal("""{"reasoning":"text","model_choice":"flash"}""", text);
    }

    [Fact]
    public async Task Thoughts_AreCountedBesideTheCandidates()
    {
        var reply = await JsonAsync(Gemini("""{"contents":[{"parts":[{"text":"hi"}]}],"generationConfig":{"thinkingConfig":{"includeThoughts":true}}}""", Model + ":generateContent"));
        var parts = reply.GetProperty("candidates")[0].GetProperty("content").GetProperty("parts");
        Assert.True(parts[0].GetProperty("thought").GetBoolean());
        Assert.True(parts[1].TryGetProperty("thoughtSignature", out _));
        var usage = reply.GetProperty("usageMetadata");
        Assert.Equal(
            usage.GetProperty("totalTokenCount").GetInt32(),
            usage.GetProperty("promptTokenCount").GetInt32() + usage.GetProperty("candidatesTokenCount").GetInt32() + usage.GetProperty("thoughtsTokenCount").GetInt32());
    }

    [Theory]
    [InlineData(Model + ":generateContent", "{}", HttpStatusCode.BadRequest, "INVALID_ARGUMENT")]
    [InlineData(Model + ":generateContent", "{", HttpStatusCode.BadRequest, "INVALID_ARGUMENT")]
    [InlineData("/v1beta/models/gemini-0:generateContent", Hello, HttpStatusCode.NotFound, "NOT_FOUND")]
    public async Task InvalidRequest_IsRefusedInGooglesShape(string path, string body, HttpStatusCode status, string name)
    {
        using var response = await SendAsync(Gemini(body, path));
        Assert.Equal(status, response.StatusCode);
        var error = (await JsonAsync(response)).GetProperty("error");
        Assert.Equal((int)status, error.GetProperty("code").GetInt32());
        Assert.Equal(name, error.GetProperty("status").GetString());
    }

    [Fact]
    public async Task RefusedEventStream_IsAnErrorFramedAsAnEvent()
    {
        using var response = await SendAsync(Gemini(Hello, "/v1beta/models/gemini-0:streamGenerateContent?alt=sse"));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("data: {\"error\"", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CountingAndEmbedding_Answer()
    {
        Assert.True((await JsonAsync(Gemini(Hello, Model + ":countTokens"))).GetProperty("totalTokens").GetInt32() > 0);
        Assert.True((await JsonAsync(Gemini($$"""{"generateContentRequest":{{Hello}}}""", Model + "/countTokens"))).GetProperty("totalTokens").GetInt32() > 0);
        var one = await JsonAsync(Gemini("""{"content":{"parts":[{"text":"a"}]},"outputDimensionality":8}""", "/v1beta/models/gemini-embedding-001:embedContent"));
        Assert.Equal(8, one.GetProperty("embedding").GetProperty("values").GetArrayLength());
        var many = await JsonAsync(Gemini("""{"requests":[{"content":{"parts":[{"text":"a"}]},"outputDimensionality":8},{"content":{"parts":[{"text":"b"}]},"outputDimensionality":8}]}""", "/v1beta/models/gemini-embedding-001:batchEmbedContents"));
        Assert.Equal(one.GetProperty("embedding").GetRawText(), many.GetProperty("embeddings")[0].GetRawText());
        Assert.NotEqual(many.GetProperty("embeddings")[0].GetRawText(), many.GetProperty("embeddings")[1].GetRawText());
    }
}
