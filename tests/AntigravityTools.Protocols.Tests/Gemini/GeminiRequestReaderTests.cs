using System.Text;
using AntigravityTools.Protocols.Model;
using AntigravityTools.Testing;

namespace AntigravityTools.Protocols.Tests.Gemini;

public sealed class GeminiRequestReaderTests
{
    private const string Full = """
        {
          "systemInstruction": {"role": "user", "parts": [{"text": "Be brief."}]},
          "contents": [
            {"role": "user", "parts": [{"text": "Look:"}, {"inlineData": {"mimeType": "image/png", "data": "iVBORw0KGgo="}},
              {"fileData": {"mimeType": "video/mp4", "fileUri": "gs://b/v.mp4"}, "videoMetadata": {"fps": 2}}, {"fileData": {"fileUri": "https://generativelanguage.googleapis.com/v1beta/files/x"}}]},
            {"role": "model", "parts": [{"text": "Let me", "thought": true}, {"text": " see.", "thought": true, "thoughtSignature": "dGg="},
              {"text": "One "}, {"text": "moment."}, {"text": "", "thoughtSignature": "c2ln"},
              {"functionCall": {"name": "read", "args": {"n": 1.0, "big": 12345678901234567890}}, "thoughtSignature": "Y2FsbA=="}, {"functionCall": {"name": "read"}}, {"functionCall": {"id": "w1", "name": "write", "args": {}}}]},
            {"role": "user", "parts": [{"functionResponse": {"id": "w1", "name": "write", "response": {"error": "disk full"}}},
              {"functionResponse": {"name": "read", "response": {"output": "first"}, "parts": [{"inlineData": {"mimeType": "image/jpeg", "data": "/9j/"}}]}},
              {"functionResponse": {"name": "read", "response": {"rows": [1, 2]}}}, {"text": "Go on."}]},
            {"role": "model", "parts": [{"executableCode": {"language": "PYTHON", "code": "1+1"}}, {"inlineData": {"mimeType": "image/png", "data": "iVBORw0KGgo="}, "thought": true}]}
          ]
        }
        """;

    [Fact]
    public void FullConversation_IsReadPartByPart() => GoldenFile.Equal("conversation.gemini-model.txt", GeminiRoom.Describe(GeminiRoom.Read(Full)));

    [Fact]
    public void SameHistory_GetsTheSameIds()
    {
        var longer = Full.TrimEnd()[..Full.TrimEnd().LastIndexOf(']')] + """, {"role": "user", "parts": [{"text": "more"}]}]}""";
        var ids = GeminiRoom.Read(Full).Messages.SelectMany(static message => message.Parts).OfType<Part.ToolCall>().Select(static call => call.Id).ToList();

        Assert.Equal(ids, GeminiRoom.Read(longer).Messages.SelectMany(static message => message.Parts).OfType<Part.ToolCall>().Select(static call => call.Id));
        Assert.Equal(3, ids.Distinct().Count());
    }

    [Fact]
    public void SameCallInTwoTurns_GetsTwoIds()
    {
        const string Call = """{"role":"model","parts":[{"functionCall":{"name":"f","args":{}}}]},{"role":"user","parts":[{"functionResponse":{"name":"f","response":{}}}]}""";
        var parts = GeminiRoom.Read($$"""{"contents":[{"parts":[{"text":"x"}]},{{Call}},{{Call}}]}""").Messages.SelectMany(static message => message.Parts).ToList();
        var (calls, results) = (parts.OfType<Part.ToolCall>().Select(static call => call.Id).ToList(), parts.OfType<Part.ToolResult>().Select(static result => result.CallId));

        Assert.Equal(2, calls.Distinct().Count());
        Assert.Equal(calls, results);
    }

    [Fact]
    public void SnakeCase_IsReadAlike()
    {
        var request = GeminiRoom.Read("""
            {"system_instruction":{"parts":{"text":"s"}},"contents":[{"role":"user","parts":[{"inline_data":{"mime_type":"image/png","data":"iVBORw0KGgo"}}]},
             {"role":"model","parts":[{"function_call":{"name":"f","args":{}},"thought_signature":"eA=="}]},{"role":"function","parts":[{"function_response":{"name":"f","response":{"output":"o"}}}]}],
             "tools":[{"function_declarations":[{"name":"f","parameters":{"type":"OBJECT","properties":{"type":{"type":"STRING","nullable":true},"l":{"type":"ARRAY","min_items":"2","items":{"type":"INTEGER"}}}}}]},{"google_search":{}}],
             "tool_config":{"function_calling_config":{"mode":"any","allowed_function_names":["f"]}},
             "generation_config":{"top_p":0.5,"max_output_tokens":9,"response_mime_type":"application/json","response_schema":{"type":"STRING"},"thinking_config":{"thinking_budget":0,"include_thoughts":true}}}
            """);

        Assert.Equal([Role.System, Role.User, Role.Assistant, Role.Tool], request.Messages.Select(static message => message.Role));
        Assert.Equal("eA==", Assert.IsType<Part.ToolCall>(request.Messages[2].Parts[0]).Signature);
        Assert.Equal("""{"type":"object","properties":{"type":{"type":["string","null"]},"l":{"type":"array","minItems":2,"items":{"type":"integer"}}}}""", request.Tools[0].Parameters.ToString());
        Assert.Equal(ToolKind.WebSearch, request.Tools[1].Kind);
        Assert.Equal((ToolChoiceMode.Named, "f"), (request.ToolChoice!.Mode, request.ToolChoice.Names[0]));
        Assert.Equal((0.5, 9L), (request.Sampling.TopP, request.Sampling.MaxOutputTokens));
        Assert.Equal("""{"type":"string"}""", request.OutputFormat!.Schema.ToString());
        Assert.Equal(new ReasoningRequest { BudgetTokens = 0, Show = true }, request.Reasoning);
    }

    [Theory]
    [InlineData("""{"mode":"AUTO"}""", ToolChoiceMode.Auto, "")]
    [InlineData("""{"mode":"NONE"}""", ToolChoiceMode.None, "")]
    [InlineData("""{"mode":"ANY"}""", ToolChoiceMode.Required, "")]
    [InlineData("""{"mode":"ANY","allowedFunctionNames":["a","b"]}""", ToolChoiceMode.AllowedRequired, "a,b")]
    [InlineData("""{"mode":"VALIDATED","allowedFunctionNames":["a"]}""", ToolChoiceMode.Allowed, "a")]
    public void CallingMode_IsRead(string config, ToolChoiceMode mode, string names)
    {
        var choice = GeminiRoom.Read($$$"""{"contents":[{"parts":[{"text":"x"}]}],"toolConfig":{"functionCallingConfig":{{{config}}}}}""").ToolChoice!;

        Assert.Equal((mode, names), (choice.Mode, string.Join(',', choice.Names)));
    }

    [Fact]
    public void TokenCount_UnwrapsItsRequest()
    {
        var request = GeminiRoom.Read("""{"generateContentRequest":{"model":"models/g","contents":[{"parts":[{"text":"x"}]}],"tools":[{"functionDeclarations":[{"name":"f"}]}]}}""", Operation.CountTokens);

        Assert.Equal(("x", "f"), (Assert.IsType<Part.Text>(request.Messages[0].Parts[0]).Value, request.Tools[0].Name));
    }

    [Theory]
    [InlineData("{", null)]
    [InlineData("[]", "body")]
    [InlineData("{}", "contents")]
    [InlineData("{\"contents\":\"x\"}", "contents")]
    [InlineData("{\"contents\":[{\"role\":\"robot\",\"parts\":[]}]}", "contents[0].role")]
    [InlineData("{\"contents\":[{\"parts\":[{\"text\":1}]}]}", "contents[0].parts[0].text")]
    [InlineData("{\"contents\":[{\"parts\":[{\"text\":\"x\"},{\"inlineData\":{\"data\":\"?\"}}]}]}", "contents[0].parts[1].inlineData.data")]
    [InlineData("{\"contents\":[{\"parts\":[{\"functionCall\":{}}]}]}", "contents[0].parts[0].functionCall.name")]
    [InlineData("{\"contents\":[{\"parts\":[{\"functionCall\":{\"name\":\"f\",\"args\":[]}}]}]}", "contents[0].parts[0].functionCall.args")]
    [InlineData("{\"contents\":[],\"generationConfig\":{\"topP\":\"a\"}}", "generationConfig.topP")]
    [InlineData("{\"contents\":[],\"generationConfig\":{\"responseMimeType\":5}}", "generationConfig.responseMimeType")]
    [InlineData("{\"contents\":[],\"toolConfig\":{\"functionCallingConfig\":{\"mode\":\"SOME\"}}}", "toolConfig.functionCallingConfig.mode")]
    [InlineData("{\"contents\":[{\"parts\":[{\"text\":\"\\ud800\"}]}]}", "contents[0].parts[0].text")]
    [InlineData("{\"contents\":[{\"parts\":[{\"\\ud800\":1}]}]}", null)]
    [InlineData("{\"contents\":[{\"parts\":[{\"text\":\"x\"}]}]} x", null)]
    public void WrongValue_IsAFaultThatNamesTheField(string body, string? field)
    {
        var fault = GeminiRoom.TryRead(body).Fault;

        Assert.Equal((FaultKind.InvalidRequest, field), (fault!.Kind, fault.Param));
        Assert.NotEmpty(fault.Message);
    }

    [Fact]
    public void AnyCutOrGarbledBody_IsAFaultOrARequest()
    {
        var bytes = Encoding.UTF8.GetBytes(Full);
        for (var at = 0; at < bytes.Length; at++)
        {
            Assert.NotNull(GeminiRoom.TryRead(Encoding.UTF8.GetString(bytes, 0, at)).Fault);
            foreach (var flip in (byte[])[0x01, 0x10, 0x80, 0xFF])
            {
                var garbled = bytes.ToArray();
                garbled[at] ^= flip;
                var read = new Protocols.Gemini.GeminiTranslator().ReadRequest(Operation.Generate, garbled, null, false);
                Assert.True(read.Value is null ^ read.Fault is null);
            }
        }
    }
}
