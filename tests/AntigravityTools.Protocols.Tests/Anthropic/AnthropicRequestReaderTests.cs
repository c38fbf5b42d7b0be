using AntigravityTools.Protocols.Model;
using CsCheck;

namespace AntigravityTools.Protocols.Tests.Anthropic;

public sealed class AnthropicRequestReaderTests
{
    private const string Full = """
        {"model":"claude-opus-5-5","max_tokens":9,"system":[{"type":"text","text":"a","cache_control":{"type":"ephemeral"}},{"type":"text","text":"b"}],
         "thinking":{"type":"adaptive","display":"omitted"},"output_config":{"effort":"high"},"metadata":{"user_id":"{\"device\":\"x\"}"},"context_management":{"edits":[{"type":"clear"}]},
         "tools":[{"name":"f","description":"d","input_schema":{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","properties":{"type":true,"properties":{"$ref":"#/$defs/x"}},"$defs":{"x":{}}},"defer_loading":true}],
         "messages":[{"role":"user","content":"hi"},{"role":"assistant","content":[{"type":"thinking","thinking":"","signature":"c2ln"},{"type":"tool_use","id":"toolu_1","name":"f","input":{"n":1.10}}]},
          {"role":"user","content":[{"type":"text","text":"reminder"},{"type":"tool_result","tool_use_id":"toolu_1","content":"plain","is_error":true}]},{"role":"system","content":"late"},{"role":"user","content":[{"type":"container_upload","file_id":"x"}]}]}
        """;

    [Fact]
    public void FullRequest_IsRead()
    {
        var request = AnthropicRoom.Read(Full);

        Assert.Equal([Role.System, Role.User, Role.Assistant, Role.Tool, Role.User, Role.System, Role.User], request.Messages.Select(static message => message.Role));
        Assert.Equal((true, Effort.High, (bool?)false), (request.Reasoning!.Adaptive, request.Reasoning.Effort, request.Reasoning.Show));
        Assert.Equal("""{"n":1.10}""", request.Messages[2].Parts.OfType<Part.ToolCall>().Single().Arguments.ToString());
        Assert.True(request.Messages[3].Parts.OfType<Part.ToolResult>().Single().IsError);
        Assert.IsType<Part.Opaque>(request.Messages[6].Parts[0]);
        Assert.Equal(["context_management"], request.Extras!.Fields.Select(static field => field.Key));
    }

    [Fact]
    public void UnknownFields_SurviveOnTheSameProtocol()
    {
        var json = AnthropicRoom.Write(AnthropicRoom.Read(Full)).Json.GetRawText();

        Assert.All(
            (string[])["\"context_management\":{\"edits\":[{\"type\":\"clear\"}]}", "\"defer_loading\":true", "{\"type\":\"container_upload\",\"file_id\":\"x\"}", "\"signature\":\"c2ln\"", "\"properties\":{\"type\":true,"],
            kept => Assert.Contains(kept, json, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"messages":[]}""", "messages")]
    [InlineData("""{"messages":[{"role":"robot","content":"x"}]}""", "messages[0].role")]
    [InlineData("""{"messages":[{"role":"user","content":[{"text":"x"}]}]}""", "messages[0].content[0].type")]
    [InlineData("""{"messages":[{"role":"user","content":[{"type":"tool_result"}]}]}""", "messages[0].content[0].tool_use_id")]
    [InlineData("""{"messages":[{"role":"user","content":[{"type":"image","source":{"type":"base64","data":"?"}}]}]}""", "messages[0].content[0].source.data")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}],"max_tokens":"many"}""", "max_tokens")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}],"stop_sequences":"x"}""", "stop_sequences")]
    public void WrongField_IsNamed(string body, string field)
    {
        var fault = AnthropicRoom.TryRead(body).Fault;

        Assert.Equal((FaultKind.InvalidRequest, field), (fault?.Kind, fault?.Param));
    }

    [Fact]
    public void AnyCutOrGarbledBody_IsAFaultOrARequest()
    {
        for (var cut = 0; cut < Full.Length; cut++)
        {
            Assert.NotNull(AnthropicRoom.TryRead(Full[..cut]).Fault);
        }

        Gen.Select(Gen.Int[0, Full.Length - 1], Gen.OneOf("null", "1", "{}", "[]", "\"\"", ",", "\"\\ud83d\"")).Sample(static (place, piece) =>
            AnthropicRoom.TryRead(Full[..place] + piece + Full[(place + 1)..]) is { } read && (read.Fault is null) != (read.Value is null));
    }
}
