using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Tests.OpenAIChat;

public sealed class OpenAIChatFormatsTests
{
    private const string Closed = """{"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false}""";
    private const string Open = """{"type":"object","properties":{"a":{"type":"string"}}}""";

    [Fact]
    public void ClosedSchema_KeepsStrict() =>
        Assert.Equal($$$"""{"type":"json_schema","json_schema":{"name":"n","description":"d","schema":{{{Closed}}},"strict":true}}""",
            Write(new() { Name = "n", Description = "d", Schema = ChatRoom.Raw(Closed), Strict = true }).Json);

    [Fact]
    public void OpenSchema_LosesStrictRatherThanBeingRefused()
    {
        var written = Write(new() { Name = "n", Schema = ChatRoom.Raw(Open), Strict = true });

        Assert.Equal($$$"""{"type":"json_schema","json_schema":{"name":"n","schema":{{{Open}}}}}""", written.Json);
        Assert.Equal(["response_format.strict"], written.Lost);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(null)]
    public void UncheckedSchema_StaysAsItIs(bool? strict)
    {
        var written = Write(new() { Name = "n", Schema = ChatRoom.Raw(Open), Strict = strict });

        Assert.Equal((strict is false, 0), (written.Json.Contains("\"strict\":false", StringComparison.Ordinal), written.Lost.Length));
    }

    [Theory]
    [InlineData(null, "^answer$")]
    [InlineData("", "^answer$")]
    [InlineData("weather.report v2", "^[A-Za-z0-9_-]{1,64}$")]
    public void Name_IsOneThatOpenAITakes(string? name, string expected)
    {
        var written = ChatRoom.Write(With(new() { Name = name, Schema = ChatRoom.Raw(Closed) })).Json;

        Assert.Matches(expected, written.GetProperty("response_format").GetProperty("json_schema").GetProperty("name").GetString()!);
    }

    [Theory]
    [InlineData("\"schema\":\"text\"", "response_format.json_schema.schema")]
    [InlineData("\"schema\":[]", "response_format.json_schema.schema")]
    [InlineData("\"name\":\"n\"", "response_format.json_schema.schema")]
    [InlineData("\"schema\":{},\"strict\":1", "response_format.json_schema.strict")]
    public void WrongFormat_IsRefusedByName(string member, string field) => Assert.Equal(field, ChatRoom.TryRead(
        $$$$"""{"model":"m","messages":[{"role":"user","content":"x"}],"response_format":{"type":"json_schema","json_schema":{{{{{member}}}}}}}""").Fault?.Param);

    private static ChatRequest With(OutputFormat format) => ChatRoom.Request(ChatRoom.Say(Role.User, new Part.Text("x"))) with { OutputFormat = format };

    private static (string Json, string[] Lost) Write(OutputFormat format)
    {
        var (json, result) = ChatRoom.Write(With(format));
        return (json.GetProperty("response_format").GetRawText(), [.. result.Loss.Items.Select(static loss => loss.Field)]);
    }
}
