using AntigravityTools.Protocols.Model;
using CsCheck;

namespace AntigravityTools.Protocols.Tests.OpenAIChat;

public sealed class OpenAIChatRequestReaderTests
{
    private const string Full = """
        {"model":"m","messages":[{"role":"developer","content":"s"},
         {"role":"user","name":"ann","content":[{"type":"text","text":"hi","prompt_cache_breakpoint":true},{"type":"image_url","image_url":{"url":"data:image/jpg;charset=utf-8;base64,AAAA\nBBBB","detail":"low"}}]},
         {"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\"n\":1e21}"}}]},
         {"role":"tool","tool_call_id":"c1","content":"done"}],
         "web_search_options":{},"tools":[{"type":"function","function":{"name":"f"}}],"max_tokens":5,"max_completion_tokens":9,"stop":"x"}
        """;

    [Fact]
    public void FullRequest_IsRead()
    {
        var request = ChatRoom.Read(Full);

        Assert.Equal([Role.System, Role.User, Role.Assistant, Role.Tool], request.Messages.Select(static message => message.Role));
        var picture = Assert.IsType<Part.Media>(request.Messages[1].Parts[1]);
        Assert.Equal(("AAAABBBB", "low", true), (picture.Base64, picture.Detail, request.Messages[1].Parts[0].CacheHint));
        Assert.Equal("""{"n":1e21}""", ((Part.ToolCall)request.Messages[2].Parts[0]).Arguments.ToString());
        Assert.Equal([ToolKind.Function, ToolKind.WebSearch], request.Tools.Select(static tool => tool.Kind));
        Assert.Equal((9L, "x"), (request.Sampling.MaxOutputTokens, request.Sampling.StopSequences[0]));
    }

    /// <summary>Of two names for the output limit the newer one counts, whichever comes first.</summary>
    [Theory]
    [InlineData("\"max_completion_tokens\":9,\"max_tokens\":5", 9)]
    [InlineData("\"max_tokens\":5,\"max_completion_tokens\":null", 5)]
    public void OutputLimit_IsTheNewerOne(string members, long most) =>
        Assert.Equal(most, ChatRoom.Read($$"""{"messages":[{"role":"user","content":"x"}],{{members}}}""").Sampling.MaxOutputTokens);

    [Fact]
    public void NameOfASpeaker_IsKeptForItsOwnProtocolAndReportedElsewhere()
    {
        var request = ChatRoom.Read("""{"model":"m","messages":[{"name":"ann","role":"user","content":"hi"}]}""");

        Assert.Equal("ann", ChatRoom.Write(request).Json.GetProperty("messages")[0].GetProperty("name").GetString());
        var lost = Translation.Rooms.Of(Protocol.Anthropic).WriteRequest(request, new() { Provider = "anthropic", Model = "claude-opus-5-5" }, new System.Buffers.ArrayBufferWriter<byte>()).Loss;
        Assert.Contains("name", Assert.Single(lost.Items).Field, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"messages":[]}""", "messages")]
    [InlineData("""{"messages":"hi"}""", "messages")]
    [InlineData("""{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{}}]}]}""", "messages[0].content[0].image_url.url")]
    [InlineData("""{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,?"}}]}]}""", "messages[0].content[0].image_url.url")]
    [InlineData("""{"messages":[{"role":"tool","content":"x"}]}""", "messages[0].tool_call_id")]
    [InlineData("""{"messages":[{"role":"clown","content":"x"}]}""", "messages[0].role")]
    [InlineData("""{"messages":[{"role":"user","content":7}]}""", "messages[0].content")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}],"temperature":"warm"}""", "temperature")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}],"reasoning_effort":"some"}""", "reasoning_effort")]
    [InlineData("""{"messages":[{"role":"user","content":"\ud800"}]}""", "messages[0].content")]
    public void WrongField_IsNamed(string body, string field)
    {
        var fault = ChatRoom.TryRead(body).Fault;

        Assert.Equal((FaultKind.InvalidRequest, field), (fault?.Kind, fault?.Param));
    }

    [Fact]
    public void LegacyFunctions_AreTools()
    {
        var request = ChatRoom.Read("""
            {"model":"m","functions":[{"name":"f","parameters":{"type":"object"}}],"function_call":{"name":"f"},"messages":[
             {"role":"user","content":"x"},{"role":"assistant","content":null,"function_call":{"name":"f","arguments":"{}"}},{"role":"function","name":"f","content":"done"}]}
            """);

        Assert.Equal(("f", ToolChoiceMode.Named), (request.Tools[0].Name, request.ToolChoice?.Mode));
        Assert.Equal(((Part.ToolCall)request.Messages[1].Parts[0]).Id, ((Part.ToolResult)request.Messages[2].Parts[0]).CallId);
    }

    [Fact]
    public void AnyCutOrGarbledBody_IsAFaultOrARequest()
    {
        for (var cut = 0; cut < Full.Length; cut++)
        {
            Assert.NotNull(ChatRoom.TryRead(Full[..cut]).Fault);
        }

        Gen.Select(Gen.Int[0, Full.Length - 1], Gen.OneOf("null", "1", "{}", "[]", "\"\"", ",", "\"\\ud83d\"")).Sample(static (place, piece) =>
            (ChatRoom.TryRead(Full[..place] + piece + Full[(place + 1)..]) is { } read) && (read.Fault is null) != (read.Value is null));
    }
}
