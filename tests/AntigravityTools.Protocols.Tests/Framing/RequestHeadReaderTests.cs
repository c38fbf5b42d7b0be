using System.Text;
using AntigravityTools.Protocols.Framing;
using AntigravityTools.Protocols.Model;
using CsCheck;

namespace AntigravityTools.Protocols.Tests.Framing;

public sealed class RequestHeadReaderTests
{
    private const HeadFields All = HeadFields.Model | HeadFields.Stream | HeadFields.StreamOptions | HeadFields.PromptCacheKey
        | HeadFields.UserId | HeadFields.Conversation | HeadFields.PreviousResponseId;

    [Fact]
    public void EveryField_IsRead()
    {
        const string Json = """
            {"messages":[{"model":"no","stream":true}], "model" : "gpt-5 \u00e9","stream":true,
             "stream_options":{"x":{},"include_usage":true},"previous_response_id":"resp_1","prompt_cache_key":"key"}
            """;

        var head = Read(Json);

        Assert.Null(head.Fault);
        Assert.Equal("gpt-5 é", head.Model);
        Assert.Equal("\"gpt-5 \\u00e9\"", Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(Json)[head.ModelValue]));
        Assert.True(head.Stream);
        Assert.True(head.IncludeUsage);
        Assert.True(head.HasStreamOptions);
        Assert.Equal("resp_1", head.PreviousResponseId);
        Assert.Equal("key", head.Conversation);
    }

    [Theory]
    [InlineData("""{"metadata":{"user_id":"{\"device_id\":\"d\",\"session_id\":\"s-1\"}"}}""", "s-1")]
    [InlineData("""{"metadata":{"user_id":"user_ab_account__session_0b6e"}}""", "0b6e")]
    [InlineData("""{"metadata":{"user_id":"just a user"}}""", null)]
    [InlineData("""{"metadata":{"user_id":"{broken"}}""", null)]
    [InlineData("""{"conversation":"conv_1","prompt_cache_key":"key"}""", "conv_1")]
    [InlineData("""{"prompt_cache_key":"key","conversation":{"id":"conv_2","x":[]}}""", "conv_2")]
    [InlineData("""{"conversation":null,"metadata":null,"model":null,"stream":null}""", null)]
    public void Conversation_ComesFromTheMostExplicitField(string json, string? expected)
    {
        var head = Read(json);

        Assert.Null(head.Fault);
        Assert.Equal(expected, head.Conversation);
    }

    [Theory]
    [InlineData("""{"model":5}""", "model", "a number")]
    [InlineData("""{"stream":"yes"}""", "stream", "a string")]
    [InlineData("""{"stream_options":[]}""", "stream_options", "an array")]
    [InlineData("""{"stream_options":{"include_usage":1}}""", "stream_options.include_usage", "a number")]
    [InlineData("""{"prompt_cache_key":{}}""", "prompt_cache_key", "an object")]
    [InlineData("""{"metadata":{"user_id":true}}""", "metadata.user_id", "a boolean")]
    [InlineData("""{"conversation":{"id":7}}""", "conversation.id", "a number")]
    [InlineData("""{"previous_response_id":[1]}""", "previous_response_id", "an array")]
    public void WrongType_NamesTheField(string json, string param, string actual)
    {
        var fault = Read(json).Fault;

        Assert.NotNull(fault);
        Assert.Equal(FaultKind.InvalidRequest, fault.Kind);
        Assert.Equal(param, fault.Param);
        Assert.Contains($"`{param}`", fault.Message, StringComparison.Ordinal);
        Assert.Contains(actual, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData(" \n", "is empty")]
    [InlineData("[]", "is an array")]
    [InlineData("7", "is a number")]
    [InlineData("{\"model\":\"a\",}", "line 1, byte 14")]
    [InlineData("{\"model\":\"a\",\n \"x\": tru }", "line 2, byte ")]
    [InlineData("{\"model\":\"a\"", "line 1, byte ")]
    [InlineData("{} {}", "line 1, byte 4")]
    [InlineData("\uFEFF{}", "byte order mark")]
    public void BrokenBody_SaysWhere(string json, string expected)
    {
        var fault = Read(json).Fault;

        Assert.NotNull(fault);
        Assert.Equal(FaultKind.InvalidRequest, fault.Kind);
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ModelTwice_IsAmbiguous() => Assert.Equal("model", Read("""{"model":"a","model":"b"}""").Fault?.Param);

    [Fact]
    public void TooDeep_IsAFault()
    {
        var json = "{\"a\":" + new string('[', 300) + new string(']', 300) + "}";

        Assert.Contains("deeper than 256", Read(json).Fault?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FieldOfAnotherProtocol_MayHoldAnything() =>
        Assert.Null(RequestHeadReader.Read(HeadFields.Model, """{"model":"a","stream":7,"conversation":[]}"""u8).Fault);

    [Fact]
    public void RandomBytes_NeverThrow()
    {
        Gen.Byte.Array[0, 80].Sample(static bytes => RequestHeadReader.Read(All, bytes) is not null);
        Gen.OneOf("{", "}", "\"model\"", ":", ",", "null", "\"\\ud800\"", "[", "]", "\"stream_options\"", "\"metadata\"", "1", "\xff")
            .Array[0, 12].Sample(static parts => RequestHeadReader.Read(All, Encoding.Latin1.GetBytes(string.Concat(parts))) is not null);
    }

    private static RequestHead Read(string json) => RequestHeadReader.Read(All, Encoding.UTF8.GetBytes(json));
}
