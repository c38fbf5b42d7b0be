using AntigravityTools.Protocols.Model;

namespace AntigravityTools.Protocols.Tests.OpenAIChat;

public sealed class OpenAIChatRequestWriterTests
{
    private static readonly Part.Text Hi = new("hi");

    [Theory]
    [InlineData("gpt-5.4", "openai", "developer")]
    [InlineData("gpt-4.1", "openai", "system")]
    [InlineData("o1-mini", "openai", "user")]
    [InlineData("llama3:8b", "openai-compatible", "system")]
    public void Instructions_HaveTheRoleThatTheModelTakes(string model, string provider, string role)
    {
        var request = ChatRoom.Request(ChatRoom.Say(Role.System, new Part.Text("s")), ChatRoom.Say(Role.User, Hi));

        Assert.Equal($$"""[{"role":"{{role}}","content":"s"},{"role":"user","content":"hi"}]""", ChatRoom.Messages(request, new() { Provider = provider, Model = model }));
    }

    [Fact]
    public void InstructionsBetweenTurns_StayInTheirPlace()
    {
        var request = ChatRoom.Request(
            ChatRoom.Say(Role.System, new Part.Text("s")), ChatRoom.Say(Role.User, Hi), ChatRoom.Say(Role.System, new Part.Text("late")), ChatRoom.Say(Role.User, Hi));

        Assert.Equal(
            """[{"role":"system","content":"s"},{"role":"user","content":"hi"},{"role":"system","content":"late"},{"role":"user","content":"hi"}]""", ChatRoom.Messages(request));
    }

    [Fact]
    public void SeveralInstructions_AreOneMessageForALocalServer()
    {
        var request = ChatRoom.Request(ChatRoom.Say(Role.System, new Part.Text("a")), ChatRoom.Say(Role.System, new Part.Text("b")), ChatRoom.Say(Role.User, Hi));

        Assert.Equal(
            """[{"role":"system","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]},{"role":"user","content":"hi"}]""",
            ChatRoom.Messages(request, ChatRoom.Compatible));
        Assert.Equal("""[{"role":"system","content":"a"},{"role":"system","content":"b"},{"role":"user","content":"hi"}]""", ChatRoom.Messages(request));
    }

    [Theory]
    [InlineData("gpt-5.4", "openai", "max_completion_tokens")]
    [InlineData("gpt-4.1", "openai", "max_completion_tokens")]
    [InlineData("llama3:8b", "openai-compatible", "max_tokens")]
    public void OutputLimit_HasTheNameThatTheServerKnows(string model, string provider, string name)
    {
        var json = ChatRoom.Write(Sampled(new() { MaxOutputTokens = 7 }), new() { Provider = provider, Model = model }).Json;

        Assert.Equal(7, json.GetProperty(name).GetInt32());
    }

    [Fact]
    public void ReasoningModel_IsSpared_WhatItRefuses()
    {
        var sampling = new Sampling { Temperature = 0.5, TopP = 0.5, FrequencyPenalty = 1, PresencePenalty = 1, Logprobs = true, TopLogprobs = 2 };
        var (json, result) = ChatRoom.Write(Sampled(sampling), ChatRoom.Reasoner);

        Assert.Equal(["temperature", "top_p", "frequency_penalty", "presence_penalty", "logprobs"], result.Loss.Items.Select(static loss => loss.Field));
        Assert.Equal(["model", "messages"], json.EnumerateObject().Select(static member => member.Name));
        var without = ChatRoom.Write(Sampled(sampling) with { Reasoning = new() { Effort = Effort.None } }, ChatRoom.Reasoner);
        Assert.Empty(without.Result.Loss.Items);
        Assert.Equal(0.5, without.Json.GetProperty("temperature").GetDouble());
    }

    [Theory]
    [InlineData(true, "null")]
    [InlineData(false, "\"\"")]
    public void AssistantWithoutText_HasNullOnlyBesideCalls(bool calls, string content)
    {
        Part[] parts = calls ? [new Part.ToolCall("c1", "f", ChatRoom.Raw("{}"))] : [new Part.Text("")];
        var messages = ChatRoom.Write(ChatRoom.Request(ChatRoom.Say(Role.User, Hi), ChatRoom.Say(Role.Assistant, parts))).Json.GetProperty("messages");

        Assert.Equal(content, messages[1].GetProperty("content").GetRawText());
    }

    [Fact]
    public void Results_StandBeforeWhatTheUserAdds_AndPicturesBehindThem()
    {
        var request = ChatRoom.Request(
            ChatRoom.Say(Role.Assistant, new Part.ToolCall("c1", "f", ChatRoom.Raw("{}")), new Part.ToolCall("c2", "f", ChatRoom.Raw("{}"))),
            ChatRoom.Say(
                Role.Tool,
                new Part.ToolResult("c1", [new Part.Text("one"), new Part.Media(MediaKind.Image, "image/png") { Base64 = "iVBORw0K" }]),
                new Part.ToolResult("c2", [new Part.Text("no")], IsError: true)),
            ChatRoom.Say(Role.User, new Part.Text("and?")));
        var (json, result) = ChatRoom.Write(request);
        var messages = json.GetProperty("messages").EnumerateArray().ToList();

        Assert.Equal(["assistant", "tool", "tool", "user", "user"], messages.Select(static message => message.GetProperty("role").GetString()));
        Assert.Equal("Error: no", messages[2].GetProperty("content").GetString());
        Assert.Contains("c1", messages[3].GetProperty("content")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal("data:image/png;base64,iVBORw0K", messages[3].GetProperty("content")[1].GetProperty("image_url").GetProperty("url").GetString());
        Assert.Equal("emulated", Assert.Single(result.Loss.Items).What);
    }

    [Fact]
    public void ArgumentsAndText_KeepTheirSpelling()
    {
        const string Arguments = """{"n":12345678901234567890,"f":1e21,"z":-0,"d":1.10,"s":"<é+你>"}""";
        var messages = ChatRoom.Messages(ChatRoom.Request(ChatRoom.Say(Role.User, new Part.Text("<é+你>")), ChatRoom.Say(Role.Assistant, new Part.ToolCall("c1", "f", ChatRoom.Raw(Arguments)))));

        Assert.Contains("\"content\":\"<é+你>\"", messages, StringComparison.Ordinal);
        Assert.Contains(Arguments.Replace("\"", "\\\"", StringComparison.Ordinal), messages, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"user_id\":\"a\",\"device\":\"0123456789012345678901234567890123456789012345678901234567890123\"}", true)]
    [InlineData("short", false)]
    public void LongUser_IsHashed(string user, bool hashed)
    {
        var written = ChatRoom.Write(ChatRoom.Request(ChatRoom.Say(Role.User, Hi)) with { User = user }).Json.GetProperty("user").GetString()!;

        Assert.Equal(hashed, written != user);
        Assert.InRange(written.Length, 1, 64);
    }

    [Fact]
    public void ToolNames_AreLegalAndLeadBack()
    {
        var long64 = "mcp__" + new string('x', 80);
        var (json, result) = ChatRoom.Write(ChatRoom.Request(ChatRoom.Say(Role.User, Hi)) with
        {
            Tools = [new() { Name = "a.b" }, new() { Name = long64 }, new() { Name = "list", Namespace = "files" }],
        });
        var names = json.GetProperty("tools").EnumerateArray().Select(static tool => tool.GetProperty("function").GetProperty("name").GetString()!).ToList();

        Assert.All(names, static name => Assert.Matches("^[A-Za-z0-9_-]{1,64}$", name));
        Assert.Equal([(null, "a.b"), (null, long64), ("files", "list")], names.Select(name => (result.ToolNames.Find(name)!.Namespace, result.ToolNames.Find(name)!.Name)));
    }

    [Theory]
    [InlineData(MediaKind.Video, "video/mp4")]
    [InlineData(MediaKind.Audio, "audio/ogg")]
    public void MediaThatChatHasNot_IsRefusedByItsPlace(MediaKind kind, string type)
    {
        var fault = new Protocols.OpenAIChat.OpenAIChatTranslator().WriteRequest(
            ChatRoom.Request(ChatRoom.Say(Role.User, Hi, new Part.Media(kind, type) { Base64 = "AAAA" })), ChatRoom.Plain, new System.Buffers.ArrayBufferWriter<byte>()).Fault;

        Assert.Equal((FaultKind.Unsupported, "messages[0].content[1]"), (fault?.Kind, fault?.Param));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void PictureByAddress_IsFetchedForALocalServer(bool local, bool inlined) => Assert.Equal(inlined, new Protocols.OpenAIChat.OpenAIChatTranslator().MustInline(
        new Part.Media(MediaKind.Image, null) { Address = "https://example.org/a.png" }, ChatRoom.Compatible with { IsLocal = local }));

    [Theory]
    [InlineData("api.deepseek.com", "any", true)]
    [InlineData("127.0.0.1", "deepseek-r1:8b", true)]
    [InlineData("api.groq.com", "llama", false)]
    public void Reasoning_GoesBackOnlyWhereItIsTaken(string host, string model, bool taken)
    {
        var (json, result) = ChatRoom.Write(
            ChatRoom.Request(ChatRoom.Say(Role.User, Hi), ChatRoom.Say(Role.Assistant, new Part.Reasoning("so", null), Hi)), new() { Provider = "openai-compatible", Model = model, Host = host });

        Assert.Equal((taken, !taken), (json.GetProperty("messages")[1].TryGetProperty("reasoning_content", out _), result.Loss.Items.Any(static loss => loss.Field.Contains("reasoning", StringComparison.Ordinal))));
    }

    private static ChatRequest Sampled(Sampling sampling) => ChatRoom.Request(ChatRoom.Say(Role.User, Hi)) with { Sampling = sampling };
}
